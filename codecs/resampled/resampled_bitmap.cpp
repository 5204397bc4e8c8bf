#include <resampled/private/bitmap_network.hpp>
#include <resampled/private/bitmap_walk.hpp>
#include <resampled/private/model_parts.hpp>
#include <resampled/resampled_bitmap.hpp>
#include <span>

namespace ansatz {

struct ink_walk::state {
  resampled_model model;
  detail::bitmap_walk walk;
  std::vector<std::uint8_t> ink;
  // Of the row: its inputs, and what they add up to in either network, once it is asked.
  std::vector<std::uint16_t> of_row, of_pixel;
  std::vector<std::int16_t> uneven, even;

  void pass_forced() {
    while (!walk.done() && walk.forced()) add(true);
  }
  void add(bool inked) {
    ink.push_back(inked ? 1 : 0);
    walk.learn(inked);
    if (walk.column() == 0) begin_row();
  }
  void begin_row() {
    of_row.clear();
    uneven.clear();
    even.clear();
    if (!walk.done()) walk.tell_row(of_row);
  }
};

ink_walk::ink_walk(resampled_model model, std::uint32_t height, std::uint32_t width)
    : state_{std::make_unique<state>(state{std::move(model), {height, width}, {}, {}, {}, {}, {}})} {
  state_->begin_row();
  state_->pass_forced();
}
ink_walk::ink_walk(ink_walk&&) noexcept = default;
ink_walk& ink_walk::operator=(ink_walk&&) noexcept = default;
ink_walk::~ink_walk() = default;

bool ink_walk::done() const { return state_->walk.done(); }
const std::vector<std::uint8_t>& ink_walk::ink() const { return state_->ink; }

std::int32_t ink_walk::logit() {
  state& s = *state_;
  const bool even = s.walk.even();
  const detail::bitmap_network& network = even ? s.model.parts().even : s.model.parts().uneven;
  auto& begun = even ? s.even : s.uneven;
  if (begun.empty()) network.begin(s.of_row, begun);
  s.of_pixel.clear();
  s.walk.tell_pixel(s.of_pixel);
  return network.logit(begun, s.of_pixel);
}

void ink_walk::learn(bool inked) {
  state_->add(inked);
  state_->pass_forced();
}

labelled_codec<categorical_codec> resampled_bitmap_codec::height() const {
  return labelled("size", categorical(model_.parts().heights, bits_));
}
labelled_codec<categorical_codec> resampled_bitmap_codec::width(std::uint32_t height) const {
  constexpr std::size_t most = detail::bitmap_walk::most_side;
  return labelled("size",
                  categorical(std::span{model_.parts().widths}.subspan((height - 1) * most, most), bits_));
}

}  // namespace ansatz
