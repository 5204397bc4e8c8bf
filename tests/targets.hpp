#pragma once
#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ansatz::testing {

/// A test with each of the instruction sets that this machine has and the compiled files know: TEST_P's
/// fixture.
class each_target : public ::testing::TestWithParam<std::int64_t> {
 public:
  static void use(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
  }

 protected:
  void SetUp() override { use(GetParam()); }
  void TearDown() override { use(0); }
};

inline auto all_targets() {
  std::vector<std::int64_t> out;
  for (std::int64_t left = hwy::SupportedTargets() & HWY_TARGETS; left != 0; left &= left - 1)
    out.push_back(left & -left);
  return ::testing::ValuesIn(out);
}
inline std::string target_name(const ::testing::TestParamInfo<std::int64_t>& target) {
  return hwy::TargetName(target.param);
}

}  // namespace ansatz::testing
