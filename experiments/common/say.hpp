#pragma once
#include <string>
#include <string_view>

/// What programs say to whoever runs them. Names of files and what was typed stand in messages, so that neither
/// may end a line or command a terminal; and a message that cannot be written is lost, and nothing else is.
namespace ansatz::experiment {

/// The text in printable UTF-8: what commands a terminal or a line (control characters, C1's too, marks of the
/// writing's direction, ends of lines and paragraphs) and what is not UTF-8 as \xNN, byte by byte.
std::string legible(std::string_view text);

/// The same text with U+FFFD in the place of what is not UTF-8, for formats that must be it.
std::string as_utf8(std::string_view text);

/// A line on standard error, legible, whatever is in it. Never throws, and does not say whether it was written.
void say(const std::string& line) noexcept;
/// The same without an end and as it is: for what is drawn on a terminal.
void draw(const std::string& text) noexcept;

/// Where standard input, output or error is closed, takes its place by what can neither be read nor written, so
/// that no file which is opened later becomes one of them, and a message lands in it. To be called first.
void hold_standard_streams() noexcept;

}  // namespace ansatz::experiment
