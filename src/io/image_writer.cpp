#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <utility>

#include "about.hpp"
#include "ending.hpp"
#include "formats.hpp"
#include "image_output.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

/// One image after another to a sink, in pieces that are not small.
class stream_output : public image_output {
 public:
  stream_output(byte_sink to, std::string_view ending, const image_listing& what)
      : to_{std::move(to)}, append_{formats::appender_for(ending, what, piece_)} {}

  void write(const image& i) override {
    append_(i, piece_);
    if (piece_.size() >= std::size_t{1} << 16) flush();
  }
  void skip(std::uint64_t) override {}
  void finish() override { flush(); }

 private:
  void flush() {
    if (!piece_.empty()) to_(piece_);
    piece_.clear();
  }

  byte_sink to_;
  formats::bytes_out piece_;
  formats::image_appender append_;
};

class file_output : public image_output {
 public:
  file_output(const fs::path& path, std::string_view ending, const image_listing& what)
      : images_{[this](std::span<const std::byte> bytes) { file_->write(bytes); }, ending, what},
        file_{std::make_unique<output_file>(path)} {}

  void write(const image& i) override { images_.write(i); }
  void skip(std::uint64_t) override {}
  void finish() override {
    images_.finish();
    file_->finish();
  }

 private:
  stream_output images_;
  std::unique_ptr<output_file> file_;
};

std::unique_ptr<image_output> output_at(const fs::path& path, std::string_view format,
                                        const image_listing& what) {
  std::error_code none;
  const bool is_folder = fs::is_directory(path, none);
  if (is_folder || !path.has_filename()) {
    if (!format.empty() && plain_ending(format) != "png")
      throw domain_error("a folder of images is one of PNG");
    return folder_output(is_folder ? path : path.parent_path(), what);
  }
  if (!format.empty()) return std::make_unique<file_output>(path, plain_ending(format), what);
  const bool packed = plain_ending(path.extension().string()) == "gz";
  return std::make_unique<file_output>(path, packed ? "gz" : ending_of(path), what);
}

image_listing listing_of(const image_set& images) {
  const auto alike = [&](const image& i) { return i.shape == images.front().shape; };
  image_listing what{images.size(), {}, 0};
  if (!images.empty() && std::ranges::all_of(images, alike)) what.common = images.front().shape;
  return what;
}

void write_all(image_writer to, const image_set& images) {
  for (const image& i : images) to.write(i);
  to.finish();
}

}  // namespace

/// Counts and checks, whatever is written to.
class image_writer::state {
 public:
  /// `name` goes before what is wrong with the images.
  template <class Make>
  state(std::string name, const image_listing& what, Make make) : name_{std::move(name)}, what_{what} {
    about(name_, [&] {
      if (what.common) formats::expect_image(*what.common);
      output_ = make();
    });
  }

  void write(const image& i) {
    step([&] {
      formats::expect_whole(i);
      if (written_ == what_.count)
        throw domain_error("more images than the " + std::to_string(what_.count) + " that were listed");
      if (what_.common && i.shape != *what_.common)
        throw domain_error("an image of " + formats::text_of(i.shape) + " among images of " +
                           formats::text_of(*what_.common));
      output_->write(i);
      ++written_;
    });
  }
  void skip(std::uint64_t count) { output_->skip(count); }
  void finish() {
    step([&] {
      if (written_ != what_.count)
        throw domain_error(std::to_string(written_) + " images of " + std::to_string(what_.count) +
                           " that were listed");
      output_->finish();
    });
    usable_ = false;
  }

 private:
  template <class F>
  void step(F f) {
    about(name_, [&] {
      if (!std::exchange(usable_, false)) throw domain_error("the images are finished, or were given up");
      f();
    });
    usable_ = true;
  }

  std::string name_;
  image_listing what_;
  std::unique_ptr<image_output> output_;
  std::uint64_t written_ = 0;
  bool usable_ = true;
};

image_writer::image_writer(const fs::path& path, std::string_view format, const image_listing& what)
    : state_{std::make_unique<state>(path.string(), what, [&] { return output_at(path, format, what); })} {}
image_writer::image_writer(byte_sink to, std::string_view format, const image_listing& what)
    : state_{std::make_unique<state>("", what, [&] {
        return std::make_unique<stream_output>(std::move(to), plain_ending(format), what);
      })} {}
image_writer::image_writer(image_writer&&) noexcept = default;
image_writer& image_writer::operator=(image_writer&&) noexcept = default;
image_writer::~image_writer() = default;

void image_writer::write(const image& i) { state_->write(i); }
void image_writer::skip(std::uint64_t count) { state_->skip(count); }
void image_writer::finish() { state_->finish(); }

void write_images(const fs::path& path, const image_set& images) {
  write_all(image_writer{path, {}, listing_of(images)}, images);
}

std::vector<std::byte> format_images(const image_set& images, std::string_view ending) {
  std::vector<std::byte> out;
  const byte_sink to = [&](std::span<const std::byte> part) {
    out.insert(out.end(), part.begin(), part.end());
  };
  write_all(image_writer{to, ending, listing_of(images)}, images);
  return out;
}

}  // namespace ansatz
