// SPDX-License-Identifier: Apache-2.0
#include "datasets/real_table.h"

namespace downhill {
namespace {

/// 1797 handwritten digits, 8x8 pixels, ink 0..16.
class Digits final : public RealTable {
 public:
  Digits()
      : RealTable("digits", "f5fa3a714c0d40498b73622bd56254ee123623e3204768471f27ed1ed9e9f212",
                  {.classes = 10, .features = 64}) {}
};

}  // namespace

Entry<Dataset> DigitsEntry() {
  return {"digits",
          {"Digits", "手写数字"},
          {"1797 handwritten digits of 8x8 pixels: tell which digit it is.",
           "1797 个 8×8 像素的手写数字：判断是哪个数字。"},
          "Alpaydin & Kaynak 1998, UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0",
          Make<Digits>};
}

}  // namespace downhill
