#include <algorithm>
#include <array>
#include <bit>
#include <context_mixing/pixel_mixing.hpp>
#include <cstdlib>
#include <initializer_list>

namespace ansatz {
namespace {

constexpr std::size_t contexts = 8;

/// Slots a context: eight bits a number, each seen in one slot, up to 2^22.
unsigned hashed_bits(const std::vector<image_shape>& shapes) {
  std::uint64_t bits = 0;
  for (const image_shape& s : shapes) bits += 8 * s.size();
  return static_cast<unsigned>(std::clamp(static_cast<int>(std::bit_width(bits)), 8, 22));
}

/// Several small numbers as one.
std::uint64_t packed(std::initializer_list<int> numbers) {
  std::uint64_t out = 0;
  for (const int n : numbers) out = (out << 10) ^ (out >> 54) ^ static_cast<std::uint64_t>(n + 512);
  return out;
}

int clamped(int x) { return std::clamp(x, 0, 255); }

}  // namespace

pixel_mixer::pixel_mixer(std::vector<image_shape> shapes)
    : shapes_{std::move(shapes)}, mixer_{contexts, 0, hashed_bits(shapes_)} {
  begin();
}

int pixel_mixer::at(std::uint32_t up, std::int64_t left, std::uint32_t channels_before) const {
  const image_shape& s = shapes_[image_];
  const std::uint64_t row = std::uint64_t{s.width} * s.channels, i = pixels_.size();
  const std::uint64_t y = i / row, x = i % row / s.channels, channel = i % s.channels;
  const std::int64_t from = static_cast<std::int64_t>(x) - left;
  if (y < up || from < 0 || from >= static_cast<std::int64_t>(s.width) || channel < channels_before) return 0;
  return pixels_[(y - up) * row + static_cast<std::uint64_t>(from) * s.channels + channel - channels_before];
}

void pixel_mixer::begin() {
  while (image_ < shapes_.size() && pixels_.size() == shapes_[image_].size()) {
    ++image_;
    pixels_.clear();
  }
  if (image_ == shapes_.size()) return;
  const int w = at(0, 1, 0), n = at(1, 0, 0), nw = at(1, 1, 0), ne = at(1, -1, 0), ww = at(0, 2, 0),
            nn = at(2, 0, 0);
  const auto channel = static_cast<int>(pixels_.size() % shapes_[image_].channels);
  // What the channel before is here, less what its neighbours say that it should be.
  const int p = channel > 0 ? at(0, 0, 1) : 0;
  const int surprise = channel > 0 ? p - clamped(at(0, 1, 1) + at(1, 0, 1) - at(1, 1, 1)) : 0;
  const int gradient = clamped(clamped(w + n - nw) + surprise);
  const int texture = std::min(std::abs(w - nw) + std::abs(n - nw) + std::abs(n - ne), 255) / 8;
  const std::array<std::uint64_t, contexts> of_byte{
      packed({channel}),
      packed({channel, gradient, texture / 4}),
      packed({channel, w, surprise / 8}),
      packed({channel, n, p}),
      packed({channel, gradient, surprise / 2, texture}),
      packed({channel, w, n, p}),
      packed({channel, w, n, ne, nw}),
      packed({channel, w, n, nw, ne, ww, nn}) ^
          packed({at(1, -2, 0), at(2, 1, 0), at(2, -1, 0)}) * 0xd6e8feb86659fd93};
  mixer_.begin(of_byte);
}

void pixel_mixer::learn(std::uint8_t bit) {
  if (!mixer_.learn(bit)) return;
  pixels_.push_back(mixer_.byte());
  begin();
}

}  // namespace ansatz
