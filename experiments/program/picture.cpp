#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/results.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <registry/registry.hpp>
#include <utility>

#include "archive.hpp"
#include "bit_picture.hpp"
#include "commands.hpp"

namespace ansatz::experiment {
namespace {

/// The images wanted, with their bills: their chunks are decoded from the beginning.
std::vector<billed_image> billed(const archive& from, const work_list& w, const arguments& a) {
  coders_of_chunks coders{registered_codecs(), a.wanted.models.empty() ? std::filesystem::path{}
                                                                       : weights_of(a.wanted.models.front())};
  std::uint64_t count = 0;
  for (const chunk_listing& l : w.chunks) count += l.header.count();
  progress bar{"decoding", count};
  std::vector<billed_image> out;
  for (const chunk_listing& l : w.chunks) {
    std::vector<item_bill> bills;
    auto images = std::get<image_set>(coders.of(l.header).decompress_chunk(
        read_chunk(from.bytes(), l), bills, a.coding.threads, [&](std::uint64_t n) { bar.add(n); }));
    const std::uint64_t first = std::max(w.first, l.header.first) - l.header.first,
                        last = std::min(w.last, l.header.first + images.size()) - l.header.first;
    for (std::uint64_t i = first; i < last; ++i)
      out.push_back({l.header.first + i, std::move(images[i]), std::move(bills[i])});
  }
  return out;
}

/// What took what, in bits, channel by channel, and beside.
table bits_of(const std::vector<billed_image>& images) {
  table t{"bits",
          {{"item", ""},
           {"part", ""},
           {"numbers", ""},
           {"bits", "bits", 1},
           {"mean", "bits", 4},
           {"most", "bits", 2}}};
  const auto mean = [](bits b, std::uint64_t n) { return b.to_double() / static_cast<double>(n); };
  for (const billed_image& x : images) {
    if (&x != &images.front()) t.rule();
    for (const channel_bits& c : channels_of(x))
      t.add({x.number, c.name, c.numbers, c.sum, mean(c.sum, c.numbers), c.most});
    for (const auto& [label, sum] : x.bill.beside)
      t.add({x.number, "beside: " + (label.empty() ? std::string{"(unlabelled)"} : label), {}, sum, {}, {}});
    const std::uint64_t n = x.bill.numbers.size();
    t.add({x.number, "all", n, x.bill.net(), mean(x.bill.net(), n), {}});
  }
  t.note(
      "beside: what is none of a number's, as latents, which are popped and given back, and is not drawn; "
      "files hold heads of stacks, "
      "headers and an index besides");
  return t;
}

/// "item 5, 28 by 28: 824 bits, 1.0505 a number, 78 of them beside"
std::string title_of(const std::vector<billed_image>& images) {
  bits sum, beside;
  std::uint64_t numbers = 0;
  for (const billed_image& x : images) {
    sum += x.bill.net();
    numbers += x.bill.numbers.size();
    for (const auto& [label, b] : x.bill.beside) beside += b;
  }
  const image_shape s = images.front().shown.shape;
  std::string out = images.size() > 1
                        ? fmt::format("{} images", images.size())
                        : fmt::format("item {}, {} by {}", images.front().number, s.width, s.height);
  out += fmt::format(": {:.0f} bits, {:.4f} a number", sum.to_double(),
                     sum.to_double() / static_cast<double>(numbers));
  // What nobody would see is not said.
  if (1000 * std::abs(beside.q24) > sum.q24)
    out += fmt::format(", {:.0f} of them beside", beside.to_double());
  return out;
}

}  // namespace

void picture(const arguments& a) {
  expect_apart({a.in}, {a.out, a.report});
  for (const std::string& to : {a.out, a.report})
    if (!to.empty() && to != "-") expect_place(to);
  const archive from{a.in};
  const work_list w = about(a.in, [&] {
    const container_file file = from.container();
    if (file.kind() != kind_of(image_set{}))
      throw domain_error("it holds " + printable(file.kind()) + ", and bits are drawn of images");
    if (a.first >= file.count())
      throw domain_error(
          fmt::format("there is no item {}: it holds {}, counted from 0", a.first, file.count()));
    return wanted_items(file, a.first, std::min(file.count(), a.first + a.limit));
  });
  const std::vector<billed_image> images = about(a.in, [&] { return billed(from, w, a); });
  const double scale = a.scale > 0 ? a.scale : suitable_scale(images);
  write_data(a.out, image_set{bit_picture(images, scale, title_of(images))}, a.format);
  results r{"ansatz picture", a.out == "-" ? stderr : stdout};
  r.set("data", a.in);
  r.set("scale", scale);
  r.add(bits_of(images));
  if (!a.report.empty()) write_text(a.report, r.json());
}

}  // namespace ansatz::experiment
