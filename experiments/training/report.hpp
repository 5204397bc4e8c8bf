#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "trainer.hpp"

/// What a training program tells people.
namespace ansatz::training {

/// "40 seconds", "4 minutes", "1 h 30": for people, who need two digits.
std::string duration_text(double seconds);

/// The line of an epoch that ended after so many seconds, and their heading.
inline constexpr const char* epoch_heading =
    "epoch  training  held out      best    pixels  KL of z1, z2, ..          rate   seconds";
std::string epoch_line(const epoch_report& e, double seconds);

/// -ELBO by epoch, as SVG.
std::string chart_of(const std::vector<epoch_report>& history);

nlohmann::ordered_json json_of(const rate_report& rates);

/// Measures the first batches, to say how long it will take.
class estimate {
 public:
  /// So many epochs are left, of images trained on and held out; 0: nobody knows how many.
  estimate(std::int64_t epochs, std::int64_t steps_an_epoch, double held_out_share);
  /// After a batch, so many seconds after the beginning: what there is to say, once; empty else.
  std::string after_batch(double seconds);

 private:
  std::int64_t epochs_, steps_an_epoch_, steps_ = 0;
  double held_out_share_, first_ = 0;
  bool told_ = false;
};

}  // namespace ansatz::training
