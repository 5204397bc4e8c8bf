// A hidden Markov model: its states cost nothing, and in the right order next to nothing at the start.
#include <common/command_line.hpp>
#include <hmm/book.hpp>
#include <hmm/sequences.hpp>
#include <vector>

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "hmm",
      "Fits a hidden Markov model to texts and codes them by it; without files, sequences of a model that "
      "is known, by bits back as they come and with all states first, and the standard text."};
  std::uint64_t longest = 4096;
  fit_options fit;
  line.files("to fit to and to code, bytes");
  line.data({"text/book1"});
  line.number("--states", fit.states, "of a model that is fitted", 1, 1024);
  line.number("--rounds", fit.rounds, "of expectation maximisation", 0, 100000);
  line.one_of("--longest", longest, "symbols of the longest sequence, from 4 on in powers of four",
              {4, 16, 64, 256, 1024, 4096, 16384});
  line.threads();
  return line.run(argc, argv, [&](results& found) {
    fit.threads = line.thread_count();
    std::vector<book> books;
    for (const auto& file : line.inputs()) {
      const auto bytes = read_input(file);
      books.push_back(
          {shown_name(file),
           ansatz::hmm_text_of({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()})});
    }
    if (!line.has_files()) code_sequences(longest, line, found);
    if (!books.empty()) found.add(code_books(books, fit));
  });
}
