#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <common/say.hpp>
#include <string>

namespace ansatz::experiment {
namespace {

TEST(legible, leaves_what_is_text_as_it_is) {
  for (const char* text : {"", "a b-c_d.idx", "caf\xc3\xa9.idx", "\xe6\x96\x87\xe5\xad\x97",
                           "\xf0\x9f\x8e\xb2", "\xc2\xa0", "\xf4\x8f\xbf\xbf", "\\x1b"})
    EXPECT_EQ(legible(text), text);
}

TEST(legible, escapes_what_commands_a_terminal_or_a_line) {
  EXPECT_EQ(legible("\x1b]0;title\x07"), "\\x1b]0;title\\x07");
  EXPECT_EQ(legible("a\nb\r\tc\x7f"), "a\\x0ab\\x0d\\x09c\\x7f");
  EXPECT_EQ(legible(std::string("a\0b", 3)), "a\\x00b");
  EXPECT_EQ(legible("\xc2\x9b"
                    "2J"),
            "\\xc2\\x9b2J");                     // C1's introducer
  EXPECT_EQ(legible("\xc2\x85"), "\\xc2\\x85");  // and next line
  EXPECT_EQ(legible("\xe2\x80\xa8\xe2\x80\xa9"), "\\xe2\\x80\\xa8\\xe2\\x80\\xa9");
  EXPECT_EQ(legible("gpj\xe2\x80\xae.idx"), "gpj\\xe2\\x80\\xae.idx");  // right to left from here on
  EXPECT_EQ(legible("\xef\xbb\xbf"
                    "a"),
            "\\xef\\xbb\\xbf"
            "a");
}

TEST(legible, escapes_what_is_not_utf_8) {
  EXPECT_EQ(legible("caf\xe9.idx"), "caf\\xe9.idx");
  EXPECT_EQ(legible("\xc0\x9b"), "\\xc0\\x9b");                    // an escape in two bytes
  EXPECT_EQ(legible("\xe0\x80\x9b"), "\\xe0\\x80\\x9b");           // in three
  EXPECT_EQ(legible("\xf0\x80\x80\x9b"), "\\xf0\\x80\\x80\\x9b");  // in four
  EXPECT_EQ(legible("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // a surrogate
  EXPECT_EQ(legible("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // beyond the last character
  EXPECT_EQ(legible("\xe6\x96"), "\\xe6\\x96");
  EXPECT_EQ(legible("\x80\xff"), "\\x80\\xff");
}

TEST(as_utf8, replaces_what_is_not) {
  EXPECT_EQ(as_utf8("caf\xc3\xa9 \x1b"), "caf\xc3\xa9 \x1b");
  EXPECT_EQ(as_utf8("caf\xe9.idx"), "caf\xef\xbf\xbd.idx");
  EXPECT_EQ(as_utf8("\xc0\x80"), "\xef\xbf\xbd\xef\xbf\xbd");
}

/// What a child process gives back, whose standard streams may be closed.
template <class Use>
int status_of(Use use) {
  const pid_t child = fork();
  if (child == 0) _exit(use());
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

TEST(say, survives_a_standard_error_that_is_closed_or_full) {
  EXPECT_EQ(status_of([] {
              close(STDERR_FILENO);
              say("nobody hears it");
              return 7;
            }),
            7);
  EXPECT_EQ(status_of([] {
              dup2(open("/dev/full", O_WRONLY), STDERR_FILENO);
              for (int i = 0; i < 10000; ++i) say("nobody hears it");
              return 7;
            }),
            7);
}

TEST(standard_streams, are_held_where_they_are_closed) {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    EXPECT_EQ(status_of([&] {
                close(stream);
                hold_standard_streams();
                const int next = open("/dev/null", O_RDWR);
                char c = 0;
                const bool dead = stream == STDIN_FILENO ? read(stream, &c, 1) < 0 : write(stream, &c, 1) < 0;
                return next > STDERR_FILENO && dead ? 7 : 1;
              }),
              7);
  }
  EXPECT_EQ(status_of([] {
              for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) close(stream);
              hold_standard_streams();
              return open("/dev/null", O_RDWR) == 3 || fcntl(3, F_GETFD) != -1 ? 7 : 1;
            }),
            7);
}

}  // namespace
}  // namespace ansatz::experiment
