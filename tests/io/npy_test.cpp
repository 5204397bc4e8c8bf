#include <gtest/gtest.h>

#include <ansatz/io/image_files.hpp>

#include "images.hpp"

namespace ansatz {
namespace {

using testing::refusal;
using testing::to_bytes;

/// Version 1 with this header and data.
std::string npy(const std::string& header, const std::string& data = "") {
  return std::string{"\x93NUMPY\1\0", 8} + static_cast<char>(header.size() & 255) +
         static_cast<char>(header.size() >> 8) + header + data;
}
std::string of_shape(const std::string& shape, std::size_t size) {
  return npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }", std::string(size, 'x'));
}
std::vector<image_shape> shapes(const std::string& bytes) {
  std::vector<image_shape> out;
  const image_set images = images_in(to_bytes(bytes)).value();
  for (const image& i : images) out.push_back(i.shape);
  return out;
}

TEST(npy, is_written_as_numpy_writes_it) {
  const auto bytes = format_images({image{{1, 2, 1}, {7, 8}}}, "npy");
  std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1, 2), }";
  header.resize(117, ' ');
  EXPECT_EQ(bytes, to_bytes(npy(header + "\n", "\7\10")));
}

TEST(npy, takes_a_shape_for_images_by_its_last_dimensions) {
  EXPECT_EQ(shapes(of_shape("(4, 5)", 20)), (std::vector<image_shape>{{4, 5, 1}}));
  EXPECT_EQ(shapes(of_shape("(2, 4, 5)", 40)), (std::vector<image_shape>{{4, 5, 1}, {4, 5, 1}}));
  EXPECT_EQ(shapes(of_shape("(2, 4, 3)", 24)), (std::vector<image_shape>{{2, 4, 3}}));
  EXPECT_EQ(shapes(of_shape("(2, 4, 1)", 8)), (std::vector<image_shape>{{2, 4, 1}}));
  EXPECT_EQ(shapes(of_shape("(2, 4, 3, 1)", 24)), (std::vector<image_shape>{{4, 3, 1}, {4, 3, 1}}));
  EXPECT_EQ(shapes(of_shape("(1, 4, 5, 3)", 60)), (std::vector<image_shape>{{4, 5, 3}}));
  EXPECT_EQ(shapes(of_shape("(0, 4, 5)", 0)), (std::vector<image_shape>{}));
}

TEST(npy, may_have_keys_in_any_order_and_longer_headers) {
  EXPECT_EQ(shapes(npy("{\"shape\":(1,2),\"fortran_order\":False,\"descr\":\"|u1\"}   \n", "ab")),
            (std::vector<image_shape>{{1, 2, 1}}));
  const std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), }";
  EXPECT_EQ(shapes(std::string{"\x93NUMPY\2\0", 8} + static_cast<char>(header.size()) + std::string(3, '\0') +
                   header + "a"),
            (std::vector<image_shape>{{1, 1, 1}}));
}

TEST(npy, is_refused_with_a_reason) {
  const auto says = [](const std::string& bytes, const char* what) {
    const std::string said = refusal(bytes);
    EXPECT_NE(said.find(what), std::string::npos) << said;
  };
  const auto header = [](const std::string& type, const std::string& order, const std::string& shape) {
    return npy("{'descr': " + type + ", 'fortran_order': " + order + ", 'shape': " + shape + "}", "aaaa");
  };
  says(header("'<f4'", "False", "(1, 1)"), "'<f4', not uint8");
  says(header("'|b1'", "False", "(2, 2)"), "not uint8");
  says(header("'\x1b[2J'", "False", "(2, 2)"), "'\\x1b[2J', not uint8");
  says(header("[('r', '|u1')]", "False", "(4,)"), "several types");
  says(header("'|u1'", "True", "(2, 2)"), "Fortran order");
  says(header("'|u1'", "Maybe", "(2, 2)"), "cannot be read");
  says(header("'|u1'", "False", "(4,)"), "1 dimensions");
  says(header("'|u1'", "False", "()"), "0 dimensions");
  says(header("'|u1'", "False", "(1, 2, 1, 2)"), "4 dimensions");
  says(header("'|u1'", "False", "(2, 0)"), "a dimension of 0");
  says(header("'|u1'", "False", "(2, 3)"), "promises more bytes");
  says(header("'|u1'", "False", "(1, 3)"), "promises fewer bytes");
  says(header("'|u1'", "False", "(4294967295, 4294967295, 4294967295)"), "promises more bytes");
  says(header("'|u1'", "False", "(99999999999, 1)"), "cannot be read");
  says(header("'|u1'", "False", "(-2, 2)"), "cannot be read");
  says(header("'|u1'", "False", "(1,1,1,1,1,1,1,1,1)"), "more than 8 dimensions");
  says(npy("{'descr': '|u1', 'descr': '|u1'}"), "twice");
  says(npy("{'descr': '|u1', 'name': 'x'}"), "unknown key");
  says(npy("{'descr': '|u1'}"), "without");
  says(npy("{'descr': '|u1"), "cannot be read");
  says(npy(""), "ends too early");
  says(npy("  "), "cannot be read");
  says("\x93NUMPY", "ends too early");
  says(std::string{"\x93NUMPY\4\0\0\0\0\0\0\0", 14}, "version 4");
  says(std::string{"\x93NUMPY\2\0\xff\xff\xff\xff", 12}, "a header of");
}

}  // namespace
}  // namespace ansatz
