#pragma once
#include <ansatz/io/image_files.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace ansatz::formats {

/// The images that a reader has taken so far, and what it remarked: the readers of all formats give theirs to
/// one of these, which holds the limits.
class intake {
 public:
  explicit intake(const image_limits& limits) : limits_{limits} {}

  const image_limits& limits() const { return limits_; }
  const image_set& images() const { return images_; }
  /// Whether as many images are here as were asked for.
  bool full() const { return limits_.count != 0 && images_.size() >= limits_.count; }

  /// Where what comes next lies; empty where it has no name.
  void from(std::string file) { file_ = std::move(file); }

  /// To be asked before memory for an image is taken. Throws `corrupt_error` for an image without pixels,
  /// `error` for one that is above a limit, alone or with all before it.
  void expect(const image_shape& shape);
  void take(image i) { images_.push_back(std::move(i)); }

  /// A sentence's rest, to follow the file's name. The same of many files is one remark.
  void remark(const std::string& sentence);

  /// The images, after `notes` was told every remark.
  image_set finish(const image_notes& notes);

 private:
  struct place {
    std::string first;  // the first file that this was said of
    std::string last;
    std::uint64_t files = 0;
  };

  image_limits limits_;
  image_set images_;
  std::uint64_t bytes_ = 0;
  std::string file_;
  std::map<std::string, place> remarks_;
};

}  // namespace ansatz::formats
