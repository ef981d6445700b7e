// SPDX-License-Identifier: Apache-2.0
#include "core/component.h"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/declaration_checks.h"

namespace downhill {
namespace {

using test::End;

class Drive : public Component {
 public:
  virtual double speed() const { return 0; }
};

class Inner final : public Drive {
 public:
  double speed() const override { return rate; }
  void Declare(Visitor& visitor) override {
    visitor.Real({.label = {"rate", {"Rate", "速率"}, {"How fast.", "多快。"}},
                  .fallback = 0.5,
                  .minimum = 0,
                  .maximum = 1,
                  .minimum_excluded = true},
                 rate);
  }
  double rate = -1;
};

class Plain final : public Drive {};

const Registry<Drive>& Drives() {
  static const Registry<Drive> registry("drive", [](Registry<Drive>& list) {
    list.entries = {
        {"inner", {"Inner", "内部"}, {"Has a rate.", "有一个速率。"}, "test", Make<Inner>},
        {"plain", {"Plain", "普通"}, {"Has nothing.", "没有参数。"}, "test", Make<Plain>}};
  });
  return registry;
}

struct Limits final : Declared {
  void Declare(Visitor& visitor) override {
    visitor.OptionalReal({.label = {"below", {"Below", "低于"}, {"A limit.", "一个界限。"}},
                          .fallback = std::nullopt},
                         below);
    visitor.OptionalInteger(
        {.label = {"steps", {"Steps", "步数"}, {"A limit.", "一个界限。"}}, .fallback = 100},
        steps);
  }
  std::optional<double> below = 7;
  std::optional<std::int64_t> steps;
};

/// Declares one value of every kind, each wrong until its default is set.
class Everything final : public Component {
 public:
  void Declare(Visitor& visitor) override {
    static constexpr std::array kOptions{Option{"near", {"Near", "近"}},
                                         Option{"far", {"Far", "远"}}};
    const auto label = [](std::string_view id) {
      return Label{id, {"Label", "标签"}, {"Some help.", "一些说明。"}};
    };
    visitor.Real({.label = label("real"), .fallback = 0.25}, real);
    visitor.Integer({.label = label("integer"), .fallback = 3, .maximum = 10}, integer);
    visitor.Integers(
        {.label = label("integers"), .fallback = {3, 5}, .maximum = 10, .ascending = true},
        integers);
    visitor.Boolean({.label = label("boolean"), .fallback = true}, boolean);
    visitor.Choice({.label = label("choice"), .fallback = "far", .options = kOptions}, choice);
    visitor.Component({.label = label("given"), .fallback = "inner"}, given);
    visitor.Component({.label = label("derived"), .fallback = ""}, derived);
    visitor.List({.label = label("list")}, list);
    visitor.Group({.label = label("limits")}, limits);
  }
  double real = -1;
  std::int64_t integer = -1;
  std::vector<std::int64_t> integers;
  bool boolean = false;
  std::string choice;
  Slot<Drive> given{Drives()};
  Slot<Drive> derived{Drives()};
  SlotList<Drive> list{Drives()};
  Limits limits;
};

TEST(SetDefaults, SetsEveryKindOfValueAndGoesIntoGroups) {
  Everything everything;
  everything.derived.Choose(Drives().entries[1]);
  everything.list.Add();
  SetDefaults(everything);
  EXPECT_EQ(everything.real, 0.25);
  EXPECT_EQ(everything.integer, 3);
  EXPECT_EQ(everything.integers, (std::vector<std::int64_t>{3, 5}));
  EXPECT_TRUE(everything.boolean);
  EXPECT_EQ(everything.choice, "far");
  EXPECT_EQ(everything.derived.get(), nullptr);
  EXPECT_TRUE(everything.list.empty());
  EXPECT_FALSE(everything.limits.below.has_value());
  EXPECT_EQ(everything.limits.steps, 100);
}

TEST(SetDefaults, GivesNestedComponentsTheirOwnDefaults) {
  Everything everything;
  SetDefaults(everything);
  ASSERT_NE(everything.given.get(), nullptr);
  EXPECT_EQ(everything.given.id(), "inner");
  EXPECT_EQ(everything.given->speed(), 0.5);
}

TEST(Slot, IsEmptyUntilSomethingIsChosenAndAfterItIsCleared) {
  Slot slot(Drives());
  EXPECT_EQ(slot.get(), nullptr);
  EXPECT_EQ(slot.id(), "");
  slot.Choose("inner");
  EXPECT_EQ(slot->speed(), 0.5);
  slot.Clear();
  EXPECT_EQ(slot.get(), nullptr);
  EXPECT_EQ(slot.id(), "");
}

TEST(Slot, ChoosingAgainForgetsWhatWasSet) {
  Slot slot(Drives());
  slot.Choose("inner");
  EXPECT_TRUE(test::Set(*slot, "rate", 0.9));
  EXPECT_EQ(slot->speed(), 0.9);
  slot.Choose("inner");
  EXPECT_EQ(slot->speed(), 0.5);
}

TEST(Slot, KeepsWhatItHoldsWhereThereIsNoSuchId) {
  Slot slot(Drives());
  EXPECT_TRUE(slot.Choose("inner"));
  EXPECT_FALSE(slot.Choose("outer"));
  EXPECT_FALSE(slot.Choose(""));
  EXPECT_EQ(slot.id(), "inner");
}

TEST(Slot, TellsVisitorsWhatMayBeChosen) {
  Slot slot(Drives());
  AnySlot& seen = slot;
  EXPECT_EQ(seen.kind(), "drive");
  EXPECT_EQ(seen.ids(), (std::vector<std::string_view>{"inner", "plain"}));
  EXPECT_EQ(seen.component(), nullptr);
  seen.Choose("plain");
  EXPECT_EQ(seen.component(), slot.get());
}

TEST(Registry, FindsByIdAndOnlyByTheWholeId) {
  EXPECT_EQ(Drives().Find("plain"), &Drives().entries[1]);
  EXPECT_EQ(Drives().Find("plai"), nullptr);
  EXPECT_EQ(Drives().Find("Plain"), nullptr);
  EXPECT_EQ(Drives().Find(""), nullptr);
}

TEST(DeclarationChecks, PassForSoundDeclarations) {
  Everything everything;
  test::DeclarationChecks checks;
  everything.Declare(checks);
  test::CheckRegistry(Drives());
}

TEST(DeclarationChecks, SettersReachEveryNumberAndRespectExcludedBounds) {
  Inner inner;
  EXPECT_TRUE(test::Set(inner, "rate", 0.75));
  EXPECT_EQ(inner.rate, 0.75);
  EXPECT_FALSE(test::Set(inner, "speed", 0.75));
  test::SetToEnd(inner, End::kLowest);
  EXPECT_GT(inner.rate, 0);
  test::SetToEnd(inner, End::kHighest);
  EXPECT_EQ(inner.rate, 1);
}

}  // namespace
}  // namespace downhill
