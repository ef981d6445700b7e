// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "core/error.h"
#include "core/order.h"
#include "datasets/generator.h"

namespace downhill {
namespace {

/// A function with random weights, x -> one number: w·x, or v·tanh(W x) with hidden units.
/// Weights have variance 1 / (number of terms), so that the answer does not grow with the size.
class Teacher {
 public:
  Teacher(Random& random, Index features, Index units)
      : first_(static_cast<std::size_t>(std::max<Index>(units, 1) * features)),
        second_(static_cast<std::size_t>(units)) {
    Draw(random, features, first_);
    Draw(random, units, second_);
  }

  double Answer(const std::vector<double>& x) const {
    if (second_.empty()) return Sum(0, x);
    double answer = 0;
    for (std::size_t unit = 0; unit < second_.size(); ++unit) {
      answer += second_[unit] * std::tanh(Sum(unit, x));
    }
    return answer;
  }

 private:
  static void Draw(Random& random, Index terms, std::vector<double>& weights) {
    const double deviation = 1 / std::sqrt(static_cast<double>(terms));
    for (double& weight : weights) weight = deviation * random.Normal();
  }

  /// w·x of one unit, in the order of the features: the data are the same on every machine.
  double Sum(std::size_t unit, const std::vector<double>& x) const {
    const double* weights = first_.data() + unit * x.size();
    double sum = 0;
    for (std::size_t f = 0; f < x.size(); ++f) sum += weights[f] * x[f];
    return sum;
  }

  /// (units, features), unit by unit; v.
  std::vector<double> first_;
  std::vector<double> second_;
};

/// Normal features; the target is what a random teacher answers. Classes are equal shares of the
/// answers in their order, so a linear teacher makes two classes that a plane parts.
class RandomTeacher final : public Dataset {
 public:
  void Declare(Visitor& visitor) override {
    DeclareSamples(visitor, 100, samples_);
    DeclareNoise(
        visitor,
        {0.1,
         10,
         {"Standard deviation of the random number added to the teacher's answer, whose own "
          "is at most about 1.",
          "加在“教师”回答上的随机数的标准差；回答本身的标准差最多约为 1。"}},
        noise_);
    visitor.Integer({.label = {"features",
                               {"Features", "特征数"},
                               {"How many inputs a sample has.", "每个样本有多少个输入。"}},
                     .fallback = 10,
                     .minimum = 1,
                     .maximum = 1000,
                     .scale = Scale::kLog},
                    features_);
    visitor.Integer({.label = {"classes",
                               {"Classes", "类别数"},
                               {"0 to predict a number, or 2 to 10 classes.",
                                "取 0 表示预测一个数；否则为 2 到 10 个类别。"}},
                     .fallback = 2,
                     .minimum = 0,
                     .maximum = 10},
                    classes_);
    visitor.Integer({.label = {"teacher_units",
                               {"Teacher's hidden units", "教师网络的隐藏单元数"},
                               {"0 for a linear teacher; more make the task less linear.",
                                "取 0 表示线性的“教师”；越多则任务的非线性越强。"}},
                     .fallback = 0,
                     .minimum = 0,
                     .maximum = 64},
                    teacher_units_);
  }

  Samples Generate(Random& random) const override {
    CheckSize();
    const auto features = static_cast<Index>(features_);
    const auto count = static_cast<Index>(samples_);
    Samples result = MakeSamples(features, count, static_cast<Index>(classes_));
    const Teacher teacher(random, features, static_cast<Index>(teacher_units_));
    std::vector<double> answers(static_cast<std::size_t>(count));
    std::vector<double> x(static_cast<std::size_t>(features));
    for (Index i = 0; i < count; ++i) {
      for (double& value : x) value = random.Normal();
      std::transform(x.begin(), x.end(), result.features.col(i).data(),
                     [](double value) { return static_cast<Scalar>(value); });
      answers[static_cast<std::size_t>(i)] = teacher.Answer(x) + noise_ * random.Normal();
    }
    SetTargets(answers, result);
    return result;
  }

 private:
  void CheckSize() const {
    // 20 MB of floats, and the trainer keeps copies.
    constexpr std::int64_t kMostNumbers = 5'000'000;
    if (samples_ * features_ > kMostNumbers) {
      throw Error("samples",
                  Say({"{} times {} features is more than {} numbers. Draw at most {} samples.",
                       "{} 个样本 × {} 个特征超过 {} 个数。请最多生成 {} 个样本。"},
                      samples_, features_, kMostNumbers, kMostNumbers / features_));
    }
    if (classes_ == 1) {
      throw Error("classes",
                  Say({"1 leaves nothing to tell apart. Take 0 to predict a number, or at "
                       "least 2 classes.",
                       "只有 1 个类别时无可区分。预测数值请取 0，否则至少取 2 个类别。"}));
    }
  }

  static void SetTargets(const std::vector<double>& answers, Samples& result) {
    const Index count = result.targets.cols();
    std::vector<std::size_t> order(answers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (result.classes > 0) {
      SortStably(order, [&](std::size_t a, std::size_t b) { return answers[a] < answers[b]; });
    }
    for (Index rank = 0; rank < count; ++rank) {
      const std::size_t sample = order[static_cast<std::size_t>(rank)];
      const Index class_number = rank * result.classes / count;
      result.targets(0, static_cast<Index>(sample)) = result.classes > 0
                                                          ? static_cast<Scalar>(class_number)
                                                          : static_cast<Scalar>(answers[sample]);
    }
  }

  std::int64_t samples_ = 0;
  double noise_ = 0;
  std::int64_t features_ = 0;
  std::int64_t classes_ = 0;
  std::int64_t teacher_units_ = 0;
};

}  // namespace

Entry<Dataset> RandomTeacherEntry() {
  return {
      "random",
      {"Random", "随机"},
      {"Normal inputs of any number, with the answers of a random teacher: for trying sizes and "
       "speed.",
       "任意多个正态分布的输入，目标由随机的“教师”给出：用来试验规模和速度。"},
      "Gardner & Derrida 1989, Three unfinished works on the optimal storage capacity of "
      "networks (teacher and student)",
      Make<RandomTeacher>};
}

}  // namespace downhill
