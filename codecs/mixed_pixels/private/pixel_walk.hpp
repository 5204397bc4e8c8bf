#pragma once
#include <ansatz/io/image.hpp>
#include <ansatz/mixing/counter.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <ansatz/mixing/mixer.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mixed_pixels/private/row_network.hpp>
#include <optional>
#include <span>
#include <vector>

namespace ansatz::detail {

/// Walks along grey images, one after another: a pixel is asked in decisions, first whether it is not 0, then
/// for its bits, the highest one first. What a network says, if there is one, and what contexts have seen are
/// mixed.
class pixel_walk {
 public:
  /// Tables for so many pixels in all.
  pixel_walk(const row_network* network, std::uint64_t pixels);

  void begin(image_shape shape);
  /// The next pixel of the image, row by row; `truth` is it, where it is known.
  std::uint8_t ask(const decider& decide, std::uint8_t truth);

 private:
  static constexpr std::size_t counters = 16, inputs = counters + 3, selectors = 5;

  void find_contexts();
  bool decide(std::size_t node, std::int32_t learned, const decider& how, bool truth);
  std::uint8_t ask_level(const decider& how, std::uint8_t truth);

  const row_network* network_;
  bool grey_;
  unsigned table_bits_;
  std::vector<adaptive_probability> seen_;
  mixer mixer_;
  probability_map first_map_, second_map_;
  std::uint64_t image_ = 0;
  std::optional<pixel_rows> walk_;
  row_network::view view_;
  std::array<std::uint64_t, 257> below_{};
  std::array<std::uint64_t, counters> contexts_{};
  std::array<std::uint32_t, 257> levels_below_{};  // how many levels were seen in this image
  std::size_t activity_ = 0, surround_ = 0;
};

}  // namespace ansatz::detail
