#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/file.hpp>
#include <common/archive_files.hpp>
#include <common/image_files.hpp>

namespace ansatz::experiment {
namespace {

idx_array first_of(idx_array images, std::uint64_t limit) {
  if (limit > 0 && limit < images.count()) {
    images.data.resize(limit * images.item_size());
    images.shape[0] = limit;
  }
  return images;
}

}  // namespace

idx_array read_images(const std::filesystem::path& path, std::uint64_t limit) {
  return first_of(read_idx(path), limit);
}

idx_array test_images(const std::filesystem::path& data, std::uint64_t limit) {
  constexpr std::uint64_t as_many = 10000;  // as MNIST's
  if (data.empty()) return digits(limit == 0 ? as_many : limit, 2);
  const std::filesystem::path images = data / "mnist/t10k-images-idx3-ubyte.gz";
  if (!std::filesystem::exists(images)) throw error(images.string() + " is not there");
  return read_images(images, limit);
}

void image_commands::add_to(CLI::App& app) {
  CLI::App* b = app.add_subcommand("binarize", "pixels to 0 and 1, as numpy's RandomState draws");
  b->add_option("IN", in_)->required();
  b->add_option("OUT", out_)->required();
  b->add_option("--seed", seed_)->capture_default_str();
  b->add_option("--limit", limit_, "only the first images")->check(some_images);
  b->callback([this] {
    expect_other_files(in_, {out_});
    idx_array images = read_images(in_, limit_);
    images.data = binarize(images.data, seed_);
    write_file_atomically(out_, format_idx(images));
  });

  CLI::App* d = app.add_subcommand("digits", "draws digits, 28x28 with 8 bits: data without data");
  d->add_option("N", count_)->required()->check(some_images);
  d->add_option("OUT", out_)->required();
  d->add_option("--seed", seed_)->capture_default_str();
  d->callback([this] { write_file_atomically(out_, format_idx(digits(count_, seed_))); });
}

}  // namespace ansatz::experiment
