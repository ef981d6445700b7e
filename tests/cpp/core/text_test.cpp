// SPDX-License-Identifier: Apache-2.0
#include "core/text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/random.h"
#include "core/shape.h"

namespace downhill {
namespace {

TEST(Text, WritesTheShortestDecimal) {
  EXPECT_EQ(ToText(0.1), "0.1");
  EXPECT_EQ(ToText(3.0), "3");
  EXPECT_EQ(ToText(-0.5), "-0.5");
  EXPECT_EQ(ToText(1e-7), "1e-07");
  EXPECT_EQ(ToText(0.1f), "0.1");
  EXPECT_EQ(ToText(std::size_t{42}), "42");
}

TEST(Text, NumbersReadBackAsTheSameDouble) {
  Random random(1, "data");
  for (int i = 0; i < 1000; ++i) {
    const double value = random.Normal() * std::pow(10.0, random.Uniform(-300, 300));
    EXPECT_EQ(std::strtod(ToText(value).c_str(), nullptr), value);
  }
  const double largest = std::numeric_limits<double>::max();
  EXPECT_EQ(std::strtod(ToText(-largest).c_str(), nullptr), -largest);
}

template <class Number, class... Format>
std::string Standard(Number value, Format... format) {
  char buffer[400];
  return {buffer, std::to_chars(buffer, std::end(buffer), value, format...).ptr};
}

TEST(Text, WritesNumbersAsTheStandardLibraryDoes) {
  Random random(2, "data");
  for (int i = 0; i < 2000; ++i) {
    // Short ones, and ones of all digits.
    const double value = i % 2 == 0 ? std::round(random.Normal() * 1000) / 100
                                    : random.Normal() * std::pow(10.0, random.Uniform(-300, 300));
    EXPECT_EQ(ToText(value), Standard(value));
    const auto narrow = static_cast<float>(value);
    EXPECT_EQ(ToText(narrow), Standard(narrow));
  }
  const double large = 123456789012345680.0;
  for (const double value :
       {0.0, -0.0, 1.0, 1000.0, 100000.0, 0.001, 0.0001, 1.5e21, large, 5e-324,
        std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_EQ(ToText(value), Standard(value));
  }
}

TEST(Text, WritesPlainNumbersWithoutAnExponent) {
  for (const double value : {1e-6, 0.00012, 100000.0, 0.1, 12.5, 2e14}) {
    EXPECT_EQ(PlainText(value), Standard(value, std::chars_format::fixed));
  }
}

TEST(Text, ReadsNumbersAsPeopleWriteThem) {
  const std::pair<const char*, double> numbers[] = {
      {".5", 0.5}, {"5.", 5},       {"+0.5", 0.5}, {"1e-3", 0.001},
      {"-2", -2},  {"2.5E+2", 250}, {"007", 7},    {" -.5\n", -.5}};
  for (const auto& [text, number] : numbers) EXPECT_EQ(NumberIn(text), number) << text;
  for (const char* text : {"", ".", "+", "-.", "e3", "1e", "1e+", "0x10", "inf", "nan", "1,5",
                           "1 2", " ", "1.2.3", "--1", "1e999", "1x"}) {
    EXPECT_EQ(NumberIn(text), std::nullopt) << text;
  }
  EXPECT_EQ(NumberIn(std::string_view("1\0002", 3)), std::nullopt);
}

TEST(Text, FillsTheHolesInOrder) {
  EXPECT_EQ(Fill("{} of {}: {}", 1, 2.5, "units"), "1 of 2.5: units");
  EXPECT_EQ(Fill("{}{}", "a", "b"), "ab");
  EXPECT_EQ(Fill("no hole"), "no hole");
  EXPECT_EQ(Fill("{}", "{}"), "{}");  // what is put in is not filled again
}

TEST(Text, SaysTheSameInBothLanguages) {
  const Text text = Say({"{} is below {}.", "{} 小于 {}。"}, 0, 1);
  EXPECT_EQ(text.en, "0 is below 1.");
  EXPECT_EQ(text.zh, "0 小于 1。");
}

TEST(Text, OfStrangersIsShownWithoutWhatATerminalObeys) {
  EXPECT_EQ(Shown("plain é 中 😀"), "plain é 中 😀");
  EXPECT_EQ(Shown("\x1b[31m\r\n\t\x7f"), "\\u001b[31m\\u000d\\u000a\\u0009\\u007f");
  EXPECT_EQ(Shown("\xc2\x9b"
                  "2J"),
            "\\u009b2J")
      << "the same in one byte";
  EXPECT_EQ(Shown("a\u202eb\u2066c\u2028"), "a\\u202eb\\u2066c\\u2028") << "turns the line round";
  EXPECT_EQ(Shown("\xff\xc3"), "\\ufffd\\ufffd") << "no UTF-8";
}

TEST(Text, OfStrangersIsCutBetweenCharacters) {
  EXPECT_EQ(Shown(std::string(80, 'x')), std::string(80, 'x'));
  EXPECT_EQ(Shown(std::string(81, 'x')), std::string(80, 'x') + "...");
  EXPECT_EQ(Shown("中中中", 4), "中中...");
}

TEST(Error, NamesThePlaceThenTheFault) {
  const Error error("units", Say({"{} is below 1.", "{} 小于 1。"}, 0));
  EXPECT_STREQ(error.what(), "units: 0 is below 1.");
  EXPECT_EQ(error.path(), "units");
  EXPECT_EQ(error.text().zh, "0 小于 1。");
}

TEST(Error, ThePathGrowsFromTheInside) {
  const Error error("units", {"is 0.", "为 0。"});
  EXPECT_EQ(error.Under("layers[2]").Under("model").path(), "model.layers[2].units");
  EXPECT_EQ(error.Under("").path(), "units");
  EXPECT_EQ(Error("", {"is 0.", "为 0。"}).Under("model").path(), "model");
  EXPECT_EQ(Error("[2]", {"is 0.", "为 0。"}).Under("layers").path(), "layers[2]");
  EXPECT_EQ(error.Under("model").text().en, "is 0.");
}

TEST(Shape, IsWrittenAsFeaturesOrAsChannelsHeightWidth) {
  EXPECT_EQ(ToText(Shape::Flat(64)), "64");
  EXPECT_EQ(ToText(Shape{1, 8, 8}), "1 x 8 x 8");
  EXPECT_EQ((Shape{3, 8, 4}).size(), 96);
  EXPECT_TRUE(Shape::Flat(5).flat());
  EXPECT_FALSE((Shape{1, 1, 5}).flat());
  EXPECT_EQ(Shape::Flat(5), (Shape{5, 1, 1}));
  EXPECT_NE(Shape::Flat(64), (Shape{1, 8, 8}));
}

}  // namespace
}  // namespace downhill
