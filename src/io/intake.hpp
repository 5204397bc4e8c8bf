#pragma once
#include <ansatz/io/image_files.hpp>
#include <cstdint>
#include <exception>
#include <map>
#include <string>

namespace ansatz::formats {

/// Comes through the readers when whoever takes the images has thrown: what it threw is not about a file.
struct refused_by_taker {
  std::exception_ptr why;
};

/// The images that a reader has taken and not yet handed on, and what it remarked: the readers of all formats
/// give theirs to one of these, which holds the limits.
class intake {
 public:
  /// Parts of `numbers` numbers, as in `read_images_in_parts`, go to `taker`.
  intake(const image_limits& limits, std::uint64_t numbers, const images_taken& taker)
      : limits_{limits}, numbers_{numbers}, taker_{taker} {}

  const image_limits& limits() const { return limits_; }
  /// Whether as many images were taken as were asked for.
  bool full() const { return limits_.count != 0 && count_ >= limits_.count; }

  /// Where what comes next lies; empty where it has no name.
  void from(std::string file) { file_ = std::move(file); }

  /// To be asked before memory for an image is taken; hands on what is held if the image would make it too
  /// large for a part. Throws `corrupt_error` for an image without pixels, `error` for one that is above a
  /// limit, alone or with all that are held.
  void expect(const image_shape& shape);
  void take(image i);

  /// A sentence's rest, to follow the file's name. The same of many files is one remark.
  void remark(const std::string& sentence);

  /// Hands on the last part, and tells `notes` every remark.
  void finish(const image_notes& notes);

 private:
  void hand_on();

  struct place {
    std::string first;  // the first file that this was said of
    std::string last;
    std::uint64_t files = 0;
  };

  image_limits limits_;
  std::uint64_t numbers_;
  const images_taken& taker_;
  image_set held_;
  std::uint64_t bytes_ = 0, weight_ = 0;  // of what is held: memory, and numbers with 32 more an image
  std::uint64_t count_ = 0;               // of all that were taken
  std::string file_;
  std::map<std::string, place> remarks_;
};

}  // namespace ansatz::formats
