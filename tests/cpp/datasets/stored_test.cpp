// SPDX-License-Identifier: Apache-2.0
// Tables beside the document: the reader of their files, and runs on bytes that stay bytes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>

#include "core/thread_counts.h"
#include "datasets/table_files.h"
#include "experiment/memory.h"
#include "experiment/training_run.h"
#include "probes/ask.h"
#include "studies/study_document.h"

namespace downhill {
namespace {

using test::Ask;
using test::Bytes;
using test::FileOf;
using test::PictureFile;
using test::Stored;
using testing::HasSubstr;

Json PictureHeader(std::size_t samples = 4) {
  return test::HeaderOf("U8", {samples, 16}, samples * 16, "U8", {samples}, samples,
                        {{"classes", R"(["a","b"])"}});
}

/// Of a file with this header and enough zeros.
std::string RefusalOf(const Json& header, std::size_t bytes = 68) {
  try {
    ReadTableFile(FileOf(header.dump(), Bytes(bytes)));
    return "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "file");
    EXPECT_FALSE(error.text().zh.empty());
    return error.text().en;
  }
}

TEST(TableFile, GivesSamplesWithNamesAndShape) {
  const auto table = ReadTableFile(PictureFile(6));
  EXPECT_EQ(table->samples, 6);
  EXPECT_EQ(table->shape, (Shape{1, 4, 4}));
  EXPECT_EQ(table->class_names, (std::vector<std::string>{"upper", "lower"}));
  EXPECT_EQ(table->target_name, "half");
  EXPECT_EQ(table->feature_names.size(), 16u);
  EXPECT_EQ(table->Number(table->targets, 5), 1);
  EXPECT_EQ(table->Number(table->features, 0), 0.5 * table->file[table->features.offset]);
}

TEST(TableFile, HasAScaleAsPeopleWriteIt) {
  for (const char* scale : {".5", "+0.5", "5e-1", " 0.5 ", "0.50"}) {
    Json header = PictureHeader();
    header["__metadata__"]["scale"] = scale;
    EXPECT_EQ(RefusalOf(header), "accepted") << scale;
  }
}

TEST(TableFile, ReadsNumbersOfBothWidths) {
  const Bytes data = [] {
    Bytes bytes = test::BytesOf(std::vector<float>{0.1F, 2, -3, 4});
    const Bytes targets = test::BytesOf(std::vector<double>{0.1, 1e10});
    bytes.insert(bytes.end(), targets.begin(), targets.end());
    return bytes;
  }();
  const Json header =
      test::HeaderOf("F32", {2, 2}, 16, "F64", {2, 1}, 16, {{"columns", R"(["width","height"])"}});
  const auto table = ReadTableFile(FileOf(header.dump(), data));
  EXPECT_EQ(table->Number(table->features, 0), static_cast<double>(0.1F));
  EXPECT_EQ(table->Number(table->targets, 0), 0.1);
  EXPECT_EQ(table->Number(table->targets, 1), 1e10);
  EXPECT_EQ(table->feature_names, (std::vector<std::string>{"width", "height"}));
}

TEST(TableFile, RefusesWhatIsNoTable) {
  EXPECT_EQ(RefusalOf(PictureHeader()), "accepted");
  const auto changed = [](const std::function<void(Json&)>& change) {
    Json header = PictureHeader();
    change(header);
    return RefusalOf(header);
  };
  EXPECT_THAT(changed([](Json& h) { h["weights"] = h["targets"]; }), HasSubstr("\"weights\""));
  EXPECT_THAT(changed([](Json& h) { h.erase("targets"); }), HasSubstr("no tensor \"targets\""));
  EXPECT_THAT(changed([](Json& h) { h["features"]["dtype"] = "I32"; }), HasSubstr("U8, F32"));
  EXPECT_THAT(changed([](Json& h) { h["features"]["extra"] = 1; }), HasSubstr("another way"));
  EXPECT_THAT(changed([](Json& h) { h["features"] = 3; }), HasSubstr("another way"));
  EXPECT_THAT(changed([](Json& h) { h["features"]["shape"] = {4, 17}; }), HasSubstr("cut short"));
  EXPECT_THAT(changed([](Json& h) { h["features"]["shape"] = {4, 0}; }), HasSubstr("whole number"));
  EXPECT_THAT(changed([](Json& h) {
                h["features"]["shape"] = {4, 1e300};
              }),
              HasSubstr("whole number"));
  // Sides whose product wraps around in 32 or 64 bits.
  EXPECT_THAT(changed([](Json& h) {
                h["features"]["shape"] = {65536, 65536, 1, 1};
              }),
              HasSubstr("cut short"));
  EXPECT_THAT(changed([](Json& h) {
                h["features"]["shape"] = {4, 4, 4};
              }),
              HasSubstr("do not fit together"));
  EXPECT_THAT(changed([](Json& h) {
                h["features"]["data_offsets"] = {1, 65};
              }),
              HasSubstr("do not fit together"));
  EXPECT_THAT(changed([](Json& h) {
                h["features"]["data_offsets"] = {-1, 63};
              }),
              HasSubstr("cut short"));
  EXPECT_THAT(changed([](Json& h) {
                h["targets"]["data_offsets"] = {0, 4};
              }),
              HasSubstr("do not fit together"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["scale"] = "-1"; }), HasSubstr("scale"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["scale"] = "1x"; }), HasSubstr("scale"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["scale"] = "0,5"; }),
              HasSubstr("such as 0.5"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["scale"] = 1; }), HasSubstr("no texts"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["columns"] = R"(["a"])"; }),
              HasSubstr("names 1 columns"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["columns"] = "a,b"; }),
              HasSubstr("no JSON list"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["classes"] = R"([1],"x":[2])"; }),
              HasSubstr("no JSON list"));
  EXPECT_THAT(changed([](Json& h) { h["__metadata__"]["classes"] = R"(["one"])"; }),
              HasSubstr("1 classes"));
}

TEST(TableFile, RefusesNumbersThatNoRunCanUse) {
  const auto refusal = [](float number) {
    const Json header = test::HeaderOf("F32", {1, 1}, 4, "F32", {1}, 4, Json::object());
    try {
      ReadTableFile(FileOf(header.dump(), test::BytesOf(std::vector<float>{number, 1})));
      return std::string("accepted");
    } catch (const Error& error) {
      return error.text().en;
    }
  };
  EXPECT_EQ(refusal(1e18F * 0.9F), "accepted");
  EXPECT_THAT(refusal(2e18F), HasSubstr("32-bit arithmetic"));
  EXPECT_THAT(refusal(std::numeric_limits<float>::quiet_NaN()), HasSubstr("32-bit arithmetic"));
  EXPECT_THAT(refusal(std::numeric_limits<float>::infinity()), HasSubstr("32-bit arithmetic"));
  Bytes file = PictureFile(4);
  file.back() = 2;
  EXPECT_THROW(ReadTableFile(file), Error);
}

TEST(TableFile, EveryFlippedByteAndEveryCutIsReadOrRefused) {
  const Bytes file = PictureFile(4);
  std::size_t refused = 0;
  const auto read = [&](Bytes changed) {
    try {
      const auto table = ReadTableFile(std::move(changed));
      EXPECT_GE(table->samples, 1);
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), "file");
      ++refused;
    }
  };
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (const int flip : {1, 0x80, 0xff}) {
      Bytes changed = file;
      changed[i] = static_cast<std::uint8_t>(changed[i] ^ flip);
      read(std::move(changed));
    }
    read(Bytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(i)));
  }
  EXPECT_GT(refused, file.size());
}

TEST(TableFile, MetadataThatAreNoTextAreRefused) {
  const test::Bytes data(20);
  const auto read = [&](const std::string& metadata) {
    const std::string header = R"({"__metadata__":)" + metadata +
                               R"(,"features":{"dtype":"U8","shape":[10,1],"data_offsets":[0,10]},)"
                               R"("targets":{"dtype":"U8","shape":[10],"data_offsets":[10,20]}})";
    try {
      return ReadTableFile(test::FileOf(header, data))->target_name;
    } catch (const Error& error) {
      EXPECT_EQ(error.path(), "file");
      EXPECT_FALSE(error.text().zh.empty());
      return std::string("refused");
    }
  };
  for (const char* broken :
       {"{\"target\":\"\xff\"}", "{\"target\":\"\xc3\"}", "{\"target\":\"\xed\xa0\x80\"}",
        "{\"target\":\"\\ud800\"}", "{\"\xff\":\"a\"}", "{\"columns\":\"[\\\"\xff\\\"]\"}",
        "{\"columns\":\"[\\\"\\\\ud800\\\"]\"}", "{\"columns\":\"[\"}", "{\"columns\":\"1}{\"}",
        "{\"columns\":\"[1]\"}", "{\"classes\":\"null\"}", "null", "[]", "3", "{\"target\":{}}",
        "{\"target\":\"a\", \"target\":", "{\"classes\":\"[],\\\"a\\\":1\"}"}) {
    EXPECT_EQ(read(broken), "refused") << broken;
  }
  // Cut where a character ends.
  std::string long_name;
  for (int i = 0; i < 100; ++i) long_name += "数";
  EXPECT_EQ(read("{\"target\":\"" + long_name + "\"}"), long_name.substr(0, 198));
}

TEST(TableFile, HashIsChecked) {
  const Bytes file = PictureFile(4);
  EXPECT_NO_THROW(ReadTableFile(file, Sha256(file)));
  try {
    ReadTableFile(file, std::string(64, '0'));
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.text().en, HasSubstr("another table than the document asks for"));
  }
}

Json Document(const Json& data) {
  return {{"data", data},
          {"model", {{"layers", {{{"type", "dense"}, {"units", 4}}, {{"type", "dense"}}}}}},
          {"stop", {{"epochs", 3}}},
          {"batch_size", 8}};
}

/// The same table in the document itself.
Json InTheDocument(const StoredTable& table) {
  Json features = Json::array(), targets = Json::array();
  for (Index s = 0; s < table.samples; ++s) {
    Json row = Json::array();
    for (Index f = 0; f < table.shape.size(); ++f) {
      row.push_back(
          table.Number(table.features, static_cast<std::size_t>(s * table.shape.size() + f)));
    }
    features.push_back(std::move(row));
    targets.push_back(table.Number(table.targets, static_cast<std::size_t>(s)));
  }
  return {{"type", "rows"}, {"features", features}, {"targets", targets}, {"classes", 2}};
}

void ExpectSameRun(const Json& stored_document, const Json& other, const TableStore& store) {
  TrainingRun a(Dump(stored_document), &store);
  TrainingRun b(Dump(other));
  ThreadPool pool(test::kThreadCounts.back());
  a.Start(&pool);
  b.Start(nullptr);
  a.session().Run(Session::kNoLimit, 0);
  b.session().Run(Session::kNoLimit, 0);
  EXPECT_EQ(a.session().parameters(), b.session().parameters());
  EXPECT_EQ(a.session().latest().validation_loss, b.session().latest().validation_loss);
  EXPECT_EQ(a.session().latest().train_accuracy, b.session().latest().train_accuracy);
}

TEST(StoredData, TrainsToTheDigitsOfTheSameNumbersInTheDocument) {
  const Stored stored(PictureFile(300));
  const auto table = stored.store.Find(stored.data["sha256"].get<std::string>());
  for (const Json& batch : {Json(8), Json("full"), Json(1000)}) {
    for (const bool standardize : {true, false}) {
      Json document = Document(stored.data);
      document["batch_size"] = batch;
      document["data"]["standardize"] = standardize;
      Json other = document;
      other["data"] = InTheDocument(*table);
      other["data"]["standardize"] = standardize;
      ExpectSameRun(document, other, stored.store);
    }
  }
}

TEST(StoredData, BytesStayBytes) {
  const Stored stored(PictureFile(300));
  const TrainingRun run(Dump(Document(stored.data)), &stored.store);
  EXPECT_EQ(run.data().samples.features.size(), 0);
  EXPECT_TRUE(run.data().table(Part::kTrain).inputs.gathers());
  // 16 bytes of pixels, 1 of the class, the class twice as a number, and three small indices; as
  // numbers the pixels alone would be twice 16 times their size.
  TrainingRun counted(Dump(Document(stored.data)), &stored.store);
  const double numbers = [&] {
    Json other = Document(InTheDocument(*stored.store.Find(stored.data["sha256"])));
    const TrainingRun dense(Dump(other));
    return static_cast<double>(dense.data().samples.features.size()) * 2 * sizeof(Scalar);
  }();
  Json other = Document(InTheDocument(*stored.store.Find(stored.data["sha256"])));
  TrainingRun dense(Dump(other));
  const double saved = RunBytes(dense.experiment(), dense.data(), dense.network()) -
                       RunBytes(counted.experiment(), counted.data(), counted.network());
  EXPECT_GT(saved, 0.8 * numbers);
}

TEST(StoredData, ShapeOfTheFileOrOfTheDocumentMakesPictures) {
  const Stored pictures(PictureFile(40));
  Json document = Document(pictures.data);
  document["model"]["layers"] = Json::parse(
      R"([{"type": "conv2d", "out_channels": 2, "padding": "same"}, {"type": "flatten"}, {"type": "dense"}])");
  EXPECT_NO_THROW(TrainingRun(Dump(document), &pictures.store));
  document["data"]["shape"] = {4, 2, 2};
  const TrainingRun run(Dump(document), &pictures.store);
  EXPECT_EQ(run.data().samples.shape, (Shape{4, 2, 2}));
  document["data"]["shape"] = {1, 4, 5};
  try {
    const TrainingRun refused(Dump(document), &pictures.store);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "data.shape");
    EXPECT_THAT(error.text().en, HasSubstr("16 features"));
  }
}

TEST(StoredData, MissingTableIsNamedForTheHostToBringIt) {
  const Stored stored(PictureFile(40));
  try {
    const TrainingRun refused(Dump(Document(stored.data)));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "data.sha256");
    EXPECT_THAT(error.text().en, HasSubstr("pictures.safetensors"));
    ASSERT_TRUE(error.table().has_value());
    EXPECT_EQ(error.table()->sha256, stored.data["sha256"].get<std::string>());
    EXPECT_EQ(ToJson(error)["table"]["name"], "pictures");
  }
}

TEST(StoredData, NamesThatLeadElsewhereAreRefused) {
  const Stored stored(PictureFile(40));
  for (const char* name : {"../secret", "a/b", "a\\b", ".hidden", "c:x", "a\nb"}) {
    Json document = Document(stored.data);
    document["data"]["name"] = name;
    EXPECT_THROW(TrainingRun(Dump(document), &stored.store), Error) << name;
  }
  Json document = Document(stored.data);
  document["data"]["sha256"] = "ABC";
  EXPECT_THROW(TrainingRun(Dump(document), &stored.store), Error);
}

TEST(StoredData, RunAndStudyKeepTheTableThatTheStoreForgets) {
  Stored stored(PictureFile(60));
  const std::string sha256 = stored.data["sha256"];
  TrainingRun run(Dump(Document(stored.data)), &stored.store);
  StudyDocument study(
      Dump({{"kind", "restarts"}, {"seeds", 2}, {"experiment", Document(stored.data)}}), nullptr,
      stored.store);
  stored.store.MakeRoom();
  EXPECT_NE(stored.store.Find(sha256), nullptr);
  run.Start(nullptr);
  run.session().Run(5, 0);
  EXPECT_EQ(run.session().steps(), 5);
  while (!study.run().finished()) study.run().Advance(10);
  EXPECT_EQ(Dump(study.run().Result()).find("refused"), std::string::npos);
}

TEST(StoredData, StoreForgetsWhatNobodyUses) {
  Stored stored(PictureFile(60));
  const std::string sha256 = stored.data["sha256"];
  EXPECT_NE(stored.store.Find(sha256), nullptr);
  stored.store.MakeRoom();
  EXPECT_EQ(stored.store.Find(sha256), nullptr);
}

TEST(StoredData, PicturesOf64PixelsASideTrainInConvolutionsAndLargerOnesNameTheirCause) {
  constexpr std::size_t kSamples = 20, kPixels = std::size_t{64} * 64;
  test::Bytes data(kSamples * (kPixels + 1));
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i % 251);
  for (std::size_t s = 0; s < kSamples; ++s) data[kSamples * kPixels + s] = s % 2;
  const Json header = test::HeaderOf("U8", {kSamples, 1, 64, 64}, kSamples * kPixels, "U8",
                                     {kSamples}, kSamples, {{"classes", R"(["a","b"])"}});
  const test::Stored pictures(test::FileOf(header.dump(), data));
  const auto with_channels = [&](int channels, int convolutions) {
    Json layers = Json::array();
    for (int i = 0; i < convolutions; ++i) {
      layers.push_back({{"type", "conv2d"},
                        {"out_channels", channels},
                        {"kernel", {1, 1}},
                        {"activation", "relu"}});
    }
    layers.push_back({{"type", "flatten"}});
    layers.push_back({{"type", "dense"}, {"units", 1}});
    return Json{{"data", pictures.data}, {"batch_size", 1}, {"model", {{"layers", layers}}}};
  };
  TrainingRun run(with_channels(16, 2), &pictures.store);
  run.Start(nullptr);
  run.session().Run(1, 0);
  EXPECT_TRUE(std::isfinite(run.session().latest().train_loss));
  try {
    const TrainingRun refused(with_channels(256, 20), &pictures.store);
    ADD_FAILURE() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.path(), "model.layers");
    EXPECT_THAT(error.text().en, HasSubstr("one sample becomes"));
  }
}

TEST(StoredData, EveryProbeLooksInside) {
  const Stored stored(PictureFile(60));
  TrainingRun run(Dump(Document(stored.data)), &stored.store);
  run.Start(nullptr);
  for (const char* probe : {"layers", "update", "gradient_check", "saliency", "first_weights"}) {
    EXPECT_NO_THROW(Ask(run, Dump({{"type", probe}}))) << probe;
  }
}

}  // namespace
}  // namespace downhill
