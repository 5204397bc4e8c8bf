// Images of 28 x 28 grey pixels back to the bitmaps that they were made from: how many are found, and what the images leave open.
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/image_files.hpp>
#include <ansatz/net/safetensors.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/results.hpp>
#include <cstdint>
#include <optional>
#include <resampled/resampled_inversion.hpp>
#include <string>
#include <utility>
#include <vector>

#include "exchanges.hpp"
#include "picture.hpp"

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::string images, picture, model;
  std::uint64_t first = 0, limit = 0;
  outputs out;
};

/// log2 of how many bitmaps have as many inked pixels in each group.
double choice_of(const resampled_image& x) {
  log2_sum above, below;
  for (const auto& group : exchangeable_pixels(x)) {
    std::uint64_t inked = 0;
    for (const std::uint32_t pixel : group)
      if (x.ink[pixel] != 0) {
        above.add(group.size() - inked);
        below.add(++inked);
      }
  }
  return (above.value() - below.value()).to_double();
}

void run(const arguments& a) {
  a.out.check();
  const image_set all = read_images(a.images, {.count = a.limit == 0 ? 0 : a.first + a.limit});
  if (all.size() <= a.first) throw domain_error(a.images + ": there are no such images");
  const std::uint64_t count = all.size() - a.first;
  const auto model =
      a.model.empty() ? std::optional<resampled_model>{} : resampled_model{safetensors::load(a.model)};
  resampled_inversion invert;
  std::uint64_t found = 0, open = 0, larger = 0, offset = 0, place = 0;
  double choice = 0, slowest = 0, gain = 0, exchanges = 0;
  std::vector<resampled_image> drawn;
  progress shown{"images", count};
  const stopwatch time;
  for (std::uint64_t i = a.first; i < all.size(); ++i) {
    if (all[i].shape != image_shape{28, 28, 1})
      throw domain_error(a.images + ": the images are not grey ones of 28x28");
    const stopwatch of_one;
    const auto x = invert(all[i].pixels);
    slowest = std::max(slowest, of_one.seconds());
    shown.add(1);
    if (!x) continue;
    ++found;
    if (drawn.size() < 5) drawn.push_back(*x);
    const double bits = choice_of(*x);
    choice += bits;
    if (model) {
      const exchange_gain g = gain_of(*model, *x);
      gain += g.bits;
      exchanges += static_cast<double>(g.exchanges);
    }
    open += bits > 0 ? 1 : 0;
    larger += std::max(x->width, x->height) < x->side ? 1 : 0;
    offset +=
        x->top != usual_offset(x->side, x->height) || x->left != usual_offset(x->side, x->width) ? 1 : 0;
    place += usual_place(x->box()) != resampled_place{x->row, x->column} ? 1 : 0;
  }
  const double seconds = time.seconds() * 1000 / static_cast<double>(count);
  results r{"resampled"};
  table t{"resampled",
          {{"images", ""},
           {"found", ""},
           {"seconds", "of 1000", 2},
           {"slowest", "s", 2},
           {"open", "", 0, "several bitmaps"},
           {"choice", "bits", 1, "of a uniform choice"},
           {"larger", "", 0, "m above the longer side"},
           {"offset", "", 0, "another offset"},
           {"place", "", 0, "another place"}}};
  t.add({count, found, seconds, slowest, open,
         found == 0 ? value{} : value{choice / static_cast<double>(found)}, larger, offset, place});
  t.note(
      "every bitmap that is found gives its image back, byte for byte; the choice is the mean of what is "
      "found");
  r.add(std::move(t));
  if (model && found > 0) {
    table e{"exchanges",
            {{"exchanges", "an image", 1}, {"gain", "bits", 2, "at most, by bits back over them"}}};
    e.add({exchanges / static_cast<double>(found), gain / static_cast<double>(found)});
    r.add(std::move(e));
  }
  if (!a.picture.empty()) write_images(a.picture, {picture_of(drawn)});
  if (!a.out.json.empty()) write_text(a.out.json, r.json());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Looks for the bitmaps that grey images of 28x28 pixels, as MNIST's, were made from."};
  arguments a;
  app.add_option("IMAGES", a.images, "a file or a folder")->required();
  app.add_option("--first", a.first, "begin with this image, counted from 0")
      ->transform(whole_number)
      ->check(CLI::Range(0, 1 << 24));
  app.add_option("--limit", a.limit, "only so many images")
      ->transform(whole_number)
      ->check(CLI::Range(1, 1 << 24));
  app.add_option("--exchanges", a.model,
                 "a model: what exchanges of pixels that give the same image are worth")
      ->check(CLI::ExistingFile);
  app.add_option("--picture", a.picture, "a PNG of the first five that are found, and their bitmaps")
      ->check(outputs::not_empty);
  app.add_option("--json", a.out.json, "write it as JSON, too")->check(outputs::not_empty);
  return run_program(app, argc, argv, [&] { run(a); });
}
