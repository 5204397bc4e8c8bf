#include <gtest/gtest.h>
#include <unistd.h>

#include <ansatz/archive/model_folder.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cstdlib>
#include <optional>
#include <string>

namespace ansatz {
namespace {

namespace fs = std::filesystem;

class model_folders : public ::testing::Test {
 protected:
  void SetUp() override {
    if (const char* set = std::getenv("ANSATZ_MODELS")) before_ = set;
    ::unsetenv("ANSATZ_MODELS");
    root_ = fs::temp_directory_path() / ("ansatz_models." + std::to_string(::getpid()));
    for (const char* folder : {"source", "installed", "set/mine"}) fs::create_directories(root_ / folder);
    write("source/b-0123456789abcdef.safetensors");
    write("source/a-00000000000000ff.safetensors");
    write("source/a-00000000000000ff.json");
    write("source/foreign.safetensors");
    write("set/mine/c-00000000000000aa.safetensors");
  }
  void TearDown() override {
    fs::remove_all(root_);
    before_ ? ::setenv("ANSATZ_MODELS", before_->c_str(), 1) : ::unsetenv("ANSATZ_MODELS");
  }
  void write(const char* name) const { write_file_atomically(root_ / name, std::vector<std::byte>(1)); }

  fs::path root_;
  std::optional<std::string> before_;
};

TEST_F(model_folders, list_what_promises_a_fingerprint) {
  const model_folder folder{"mine", root_ / "source", root_ / "installed"};
  EXPECT_EQ(folder.paths(), std::vector{root_ / "source"});
  const auto models = folder.models();
  ASSERT_EQ(models.size(), 2u);
  EXPECT_EQ(models[0].filename(), "a-00000000000000ff.safetensors");
  EXPECT_EQ(folder.model(0x0123456789abcdef).filename(), "b-0123456789abcdef.safetensors");
  EXPECT_EQ(folder.named("b").filename(), "b-0123456789abcdef.safetensors");
  EXPECT_THROW(folder.model(1), error);
  EXPECT_THROW(folder.named("foreign"), error);
}

TEST_F(model_folders, are_the_source_tree_or_the_installed_one_and_one_more) {
  EXPECT_EQ((model_folder{"mine", root_ / "none", root_ / "installed"}).paths(),
            std::vector{root_ / "installed"});
  EXPECT_TRUE((model_folder{"mine", root_ / "none", root_ / "neither"}).models().empty());
  ::setenv("ANSATZ_MODELS", (root_ / "set").c_str(), 1);
  const model_folder more{"mine", root_ / "source", root_ / "installed"};
  EXPECT_EQ(more.models().size(), 3u);
  EXPECT_EQ(more.model(0xaa).filename(), "c-00000000000000aa.safetensors");
  EXPECT_EQ(more.model(0xff).filename(), "a-00000000000000ff.safetensors");
  EXPECT_EQ((model_folder{"another", root_ / "source", root_ / "installed"}).models().size(), 2u);
}

TEST(promised_fingerprint, is_sixteen_digits_after_the_last_dash) {
  EXPECT_EQ(promised_fingerprint("x/a-b-0123456789abcdef.safetensors"), "0123456789abcdef");
  for (const char* name :
       {"a", "a-0123456789abcde", "a-0123456789abcdeg", "0123456789abcdef", "a-0123456789ABCDEF"})
    EXPECT_EQ(promised_fingerprint(std::string{name} + ".safetensors"), std::nullopt) << name;
  EXPECT_NO_THROW(expect_promised("a-00000000000000ff.safetensors", 255));
  EXPECT_NO_THROW(expect_promised("a.safetensors", 1));
  EXPECT_THROW(expect_promised("a-00000000000000ff.safetensors", 1), corrupt_error);
}

}  // namespace
}  // namespace ansatz
