#include <unistd.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <utility>

#include "formats.hpp"
#include "image_output.hpp"
#include "new_file.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

class folder_of_png : public image_output {
 public:
  folder_of_png(const fs::path& folder, const image_listing& what)
      : folder_{folder}, into_{folder}, digits_{digits_of(what)}, next_{what.first} {
    if (what.count == 0) throw domain_error(folder.string() + ": there are no images to write");
    if (what.common) formats::write_png({1, what.common, 0});
    std::error_code why;
    const fs::file_status there = fs::symlink_status(folder, why);
    if (there.type() == fs::file_type::not_found)
      make();
    else
      expect_empty();
  }
  folder_of_png(const folder_of_png&) = delete;
  folder_of_png& operator=(const folder_of_png&) = delete;
  ~folder_of_png() override {
    if (finished_) return;
    std::error_code none;
    for (const auto& [first, count] : written_)
      for (std::uint64_t n = 0; n < count; ++n) fs::remove(into_ / name_of(first + n), none);
    if (made_) fs::remove(into_, none);
  }

  void write(const image& i) override {
    formats::bytes_out png;
    formats::write_png({1, i.shape, 0})(i, png);
    named([&] { write_new_file(into_ / name_of(next_), png); });
    if (written_.empty() || written_.back().first + written_.back().second != next_)
      written_.emplace_back(next_, 0);
    ++written_.back().second;
    ++next_;
  }
  void skip(std::uint64_t count) override { next_ += count; }
  void finish() override {
    named([&] {
      flush_file_system(into_);
      if (made_) fs::rename(into_, folder_);
    });
    finished_ = true;
  }

 private:
  static std::size_t digits_of(const image_listing& what) {
    return std::max<std::size_t>(
        6, std::to_string(what.first + std::max<std::uint64_t>(what.count, 1) - 1).size());
  }
  std::string name_of(std::uint64_t number) const {
    const std::string text = std::to_string(number);
    return std::string(digits_ - std::min(digits_, text.size()), '0') + text + ".png";
  }

  void expect_empty() const {
    std::error_code why;
    if (!fs::is_directory(folder_, why)) throw error(folder_.string() + ": is no folder");
    const bool empty = fs::is_empty(folder_, why);
    if (why) throw error(folder_.string() + ": cannot be read: " + why.message());
    if (!empty)
      throw domain_error(folder_.string() +
                         ": the folder is not empty, and its files would be among the images");
    if (::access(folder_.c_str(), W_OK | X_OK) != 0) throw error(folder_.string() + ": may not be written");
  }

  /// A folder beside the place, under a name of its own.
  void make() {
    std::error_code why;
    for (int tries = 0; !made_ && !why && tries < 100; ++tries) {
      into_ = folder_.parent_path() / hidden_name();
      made_ = fs::create_directory(into_, why);
    }
    if (!made_) throw error(folder_.string() + ": cannot be made: " + why.message());
  }

  /// Errors speak of the folder, not of the name that it has for now.
  template <class F>
  void named(F f) {
    try {
      f();
    } catch (const std::exception& e) {
      throw error(folder_.string() + ": cannot be written: " + e.what());
    }
  }

  fs::path folder_, into_;  // the place, and where the files are until it is finished
  std::size_t digits_;
  std::uint64_t next_;
  bool made_ = false, finished_ = false;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> written_;  // runs of numbers: the first one, how many
};

}  // namespace

std::unique_ptr<image_output> folder_output(const fs::path& folder, const image_listing& what) {
  return std::make_unique<folder_of_png>(folder, what);
}

}  // namespace ansatz
