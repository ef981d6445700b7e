// SPDX-License-Identifier: Apache-2.0
// Reading takes work in proportion to the text, whatever stands in it. Counted are the pieces of
// code that the readers run through (cmake/tests.cmake compiles them so that each tells), natively.
#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "experiment/parser.h"
#include "experiment/training_run.h"
#include "studies/study_document.h"

#ifdef DOWNHILL_COUNTS_WORK

namespace {
std::int64_t pieces_of_work = 0;
}

/// Called by the compiler's own code at every piece of the files that are compiled with it.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void __sanitizer_cov_trace_pc() { ++pieces_of_work; }

namespace downhill {
namespace {

std::string Repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

/// The piece again and again, with commas between.
std::string Listed(std::string_view piece, std::size_t bytes) {
  return Repeated(std::string(piece) + ",", bytes) + std::string(piece);
}

struct TextShape {
  const char* name;
  std::function<std::string(std::size_t)> text;
  /// Whether it has ever more keys: they stand in sorted trees, whose depth grows with them.
  bool has_many_keys() const { return std::string_view(name).starts_with("KeysOfEqual"); }
};

std::string Numbered(std::string_view before, std::string_view after, std::size_t bytes) {
  std::string text = "{";
  for (int i = 0; text.size() < bytes; ++i) {
    text += Fill("\"{}{}{}\": 0,", before, i, after);
  }
  return text + "\"seed\": 1}";
}

std::vector<TextShape> TextShapes() {
  return {
      {"Lists", [](std::size_t n) { return "{\"a\":" + Repeated("[", n); }},
      {"Objects", [](std::size_t n) { return Repeated("{\"a\":", n); }},
      {"EmptyObjects", [](std::size_t n) { return "{\"a\":[" + Listed("{}", n) + "]}"; }},
      {"EmptyLists", [](std::size_t n) { return "{\"a\":[" + Listed("[]", n) + "]}"; }},
      {"SmallObjects", [](std::size_t n) { return "{\"a\":[" + Listed("{\"b\":1}", n) + "]}"; }},
      {"ObjectsInLists", [](std::size_t n) { return "{\"a\":[" + Listed("[{}]", n) + "]}"; }},
      {"Zeros", [](std::size_t n) { return "{\"a\":[" + Listed("0", n) + "]}"; }},
      {"Words", [](std::size_t n) { return "{\"a\":[" + Listed("\"\"", n) + "]}"; }},
      {"LongString", [](std::size_t n) { return "{\"loss\":\"" + Repeated("a", n) + "\"}"; }},
      {"Escapes", [](std::size_t n) { return "{\"loss\":\"" + Repeated("\\u001b", n) + "\"}"; }},
      {"Surrogates",
       [](std::size_t n) { return "{\"loss\":\"" + Repeated("\\ud83d\\ude00", n) + "\"}"; }},
      {"Control", [](std::size_t n) { return "{\"loss\":\"" + Repeated("\x1b", n) + "\"}"; }},
      {"NoUtf8", [](std::size_t n) { return "{\"loss\":\"" + Repeated("\xf0\x9f", n) + "\"}"; }},
      {"LongNumber", [](std::size_t n) { return "{\"seed\":" + Repeated("7", n) + "}"; }},
      {"LongFraction", [](std::size_t n) { return "{\"seed\":0." + Repeated("7", n) + "}"; }},
      {"LongExponent", [](std::size_t n) { return "{\"seed\":1e-" + Repeated("0", n) + "1}"; }},
      {"Keys", [](std::size_t n) { return Numbered("", "", n); }},
      {"KeysOfEqualPrefix", [](std::size_t n) { return Numbered(Repeated("k", 300), "", n); }},
      {"KeysOfEqualEnd", [](std::size_t n) { return Numbered("", Repeated("k", 300), n); }},
      {"LongKey", [](std::size_t n) { return "{\"" + Repeated("k", n) + "\":1}"; }},
      {"OneKey", [](std::size_t n) { return "{" + Listed("\"seed\":1", n) + "}"; }},
      {"Spaces", [](std::size_t n) { return Repeated(" ", n) + "{}" + Repeated("\n", n); }},
      {"Nul", [](std::size_t n) { return "{}" + std::string(n, '\0'); }},
      {"Rows",
       [](std::size_t n) {
         return R"({"data":{"type":"rows","features":[)" + Listed("[1]", n) + R"(],"targets":[)" +
                Listed("1", n) + "]}}";
       }},
      {"WideRow",
       [](std::size_t n) {
         return R"({"data":{"type":"rows","features":[[)" + Listed("1", n) + "]]}}";
       }},
      {"RowsOfOther",
       [](std::size_t n) {
         return R"({"data":{"type":"rows","features":[)" + Listed("{}", n) + "]}}";
       }},
      {"Names",
       [](std::size_t n) {
         return R"({"data":{"type":"table","class_names":[)" + Listed("\"a\"", n) + "]}}";
       }},
      {"Layers",
       [](std::size_t n) { return R"({"model":{"layers":[)" + Listed("\"dense\"", n) + "]}}"; }},
      {"Milestones",
       [](std::size_t n) {
         return R"({"schedule":{"type":"multistep","milestones":[)" + Listed("1", n) + "]}}";
       }},
      {"Racers",
       [](std::size_t n) { return R"({"kind":"race","racers":[)" + Listed("{}", n) + "]}"; }},
      {"RacerOfZeros",
       [](std::size_t n) {
         return R"({"kind":"race","racers":[{"a":[)" + Listed("0", n) + "]},{}]}";
       }},
      {"Space",
       [](std::size_t n) { return R"({"kind":"search","space":)" + Numbered("a.", "", n) + "}"; }},
      {"ValuesOfASpace",
       [](std::size_t n) {
         return R"({"kind":"search","space":{"seed":{"values":[)" + Listed("1", n) + "]}}}";
       }},
  };
}

/// Work of reading the text, be it accepted or refused.
template <class Read>
std::int64_t Work(const Read& read, const std::string& text) {
  const std::int64_t before = pieces_of_work;
  try {
    read(text);
  } catch (const Error& error) {
    // A sentence for people: what it quotes is cut.
    EXPECT_LT(std::string(error.what()).size(), 600u) << std::string(error.what()).substr(0, 600);
  }
  return pieces_of_work - before;
}

class Reading : public testing::TestWithParam<TextShape> {};

TEST_P(Reading, TakesWorkInProportionToTheText) {
  const std::function<void(const std::string&)> readers[] = {
      [](const std::string& text) { ParseDocument(text); },
      [](const std::string& text) { TrainingRun run(text); },
      [](const std::string& text) { StudyDocument study(text, nullptr); }};
  // Four times the text: four times the work, and a few lists that grow at another moment. Of keys
  // no more than 2000 are taken, and log2(2000) / log2(2000 / 4) is 1.22.
  const double most = GetParam().has_many_keys() ? 4.2 * 1.22 : 4.2;
  for (const auto& read : readers) {
    std::int64_t previous = Work(read, GetParam().text(1 << 14));
    EXPECT_GT(previous, 0);
    for (std::size_t bytes = 1 << 16; bytes <= 1 << 18; bytes *= 4) {
      const std::string text = GetParam().text(bytes);
      const std::int64_t work = Work(read, text);
      EXPECT_LE(static_cast<double>(work), most * static_cast<double>(previous)) << bytes;
      // And never much at all, even where nothing is optimised.
      EXPECT_LE(work, 1000 * static_cast<std::int64_t>(text.size()) + 1'000'000) << bytes;
      previous = work;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Shapes, Reading, testing::ValuesIn(TextShapes()),
                         [](const auto& shape) { return std::string(shape.param.name); });

TEST(Counting, SeesEveryByteThatIsRead) {
  const std::string text = "{\"a\":[" + Listed("{}", 100'000) + "]}";
  EXPECT_GT(Work([](const std::string& t) { ParseDocument(t); }, text), 100'000);
  const std::string word = "{\"" + Repeated("a", 100'000) + "\"}";
  EXPECT_GT(Work([](const std::string& t) { ParseDocument(t); }, word), 100'000);
}

}  // namespace
}  // namespace downhill

#endif
