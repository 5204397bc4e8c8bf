#include "intake.hpp"

#include <ansatz/error.hpp>
#include <utility>

#include "formats.hpp"

namespace ansatz::formats {

void intake::expect(const image_shape& shape) {
  if (shape.height == 0 || shape.width == 0)
    throw corrupt_error("an image of " + text_of(shape) + " has no pixels");
  const std::uint64_t size = shape.size();
  if (size > limits_.pixels_of_one)
    throw error("an image of " + text_of(shape) + " has more than " + std::to_string(limits_.pixels_of_one) +
                " numbers, the limit for one image");
  const std::uint64_t weight = size + 32;  // no sum of such wraps around
  if (!held_.empty() && (weight > numbers_ || weight_ > numbers_ - weight)) hand_on();
  // What an image takes beside its pixels counts too: of 1x1 there are many in a small file.
  const std::uint64_t taken = size + 64;
  if (taken > limits_.bytes || bytes_ > limits_.bytes - taken)
    throw error("with image " + std::to_string(count_) + " all images take more than " +
                std::to_string(limits_.bytes) + " bytes, the limit for a data set");
}

void intake::take(image i) {
  weight_ += i.pixels.size() + 32;
  bytes_ += i.pixels.size() + 64;
  ++count_;
  held_.push_back(std::move(i));
}

void intake::hand_on() {
  if (held_.empty()) return;
  weight_ = bytes_ = 0;
  try {
    taker_(std::exchange(held_, {}));
  } catch (...) {
    throw refused_by_taker{std::current_exception()};
  }
}

void intake::remark(const std::string& sentence) {
  constexpr std::size_t most = 64;  // different ones
  if (remarks_.size() >= most && !remarks_.contains(sentence)) return;
  place& p = remarks_[sentence];
  if (p.files == 0) p.first = file_;
  if (p.files == 0 || p.last != file_) ++p.files;
  p.last = file_;
}

void intake::finish(const image_notes& notes) {
  hand_on();
  if (!notes) return;
  for (const auto& [sentence, p] : remarks_) {
    std::string said = p.first;
    if (p.files > 1) said += " and " + std::to_string(p.files - 1) + " more";
    if (!said.empty()) said += ": ";
    notes(said += sentence);
  }
}

}  // namespace ansatz::formats
