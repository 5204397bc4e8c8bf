#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/container.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <cstdint>
#include <filesystem>
#include <image_archive/image_archive.hpp>
#include <string>
#include <vector>

/// Files of images coded by a model, whichever codec that is for: one for which `compress_images` and
/// `decompress_images` are there.
namespace ansatz::experiment {

/// Throws where the output, or the report, is the file that is read.
inline void expect_other_files(const std::string& in, const std::vector<std::string>& written) {
  namespace fs = std::filesystem;
  for (const std::string& out : written)
    if (!out.empty() && fs::exists(in) && fs::exists(out) && fs::equivalent(in, out))
      throw error(out + " is to be read, and would be overwritten");
}

/// Writes the images to a file, if need be after decoding it, and what that took to the report.
template <class Model, class Options>
void compress_to(const std::filesystem::path& out, const Model& model, const idx_array& images,
                 const Options& options, bool verify, report& r) {
  image_account account;
  progress bar{"encoding", images.count()};
  const stopwatch time;
  const auto bytes = format_container(
      compress_images(model, images, options, &account, [&](std::uint64_t n) { bar.add(n); }));
  r.encode_seconds = time.seconds();
  r.file_bytes = bytes.size();
  if (verify) {
    const stopwatch again;
    if (decompress_images(model, parse_container(bytes), options.threads).data != images.data)
      throw error("the decoded images differ: this is a fault of the program");
    r.decode_seconds = again.seconds();
  }
  write_file_atomically(out, bytes);
  r.net = account.net;
  r.initial = account.initial;
  r.ledger = std::move(account.ledger);
}

/// The inverse. The report gets the numbers of images and pixels, too.
template <class Model>
void decompress_to(const std::filesystem::path& out, const Model& model, const container& file,
                   unsigned threads, report& r) {
  progress bar{"decoding", file.count()};
  const stopwatch time;
  const idx_array images = decompress_images(model, file, threads, [&](std::uint64_t n) { bar.add(n); });
  r.decode_seconds = time.seconds();
  r.count = images.count();
  r.dims = images.item_size();
  write_file_atomically(out, format_idx(images));
}

}  // namespace ansatz::experiment
