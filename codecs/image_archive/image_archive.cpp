#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/parallel.hpp>
#include <ansatz/stack/bytes.hpp>
#include <image_archive/image_archive.hpp>
#include <mutex>
#include <string_view>

namespace ansatz {
namespace {

constexpr std::uint64_t most_chains = std::uint64_t{1} << 20;

void add(image_account& sum, const metered<rans_stack>& s) {
  sum.net += s.net();
  sum.initial += s.initial_bits();
  for (const ledger_entry& e : s.ledger()) {
    if (e.pushes + e.pops == 0) continue;
    const auto at = std::ranges::find(sum.ledger, e.label,
                                      [](const auto& entry) { return std::string_view{entry.first}; });
    if (at == sum.ledger.end())
      sum.ledger.emplace_back(e.label, e.net());
    else
      at->second += e.net();
  }
}

std::uint64_t size_of(const std::vector<std::uint64_t>& shape) {
  std::uint64_t n = 1;
  for (const std::uint64_t d : shape) {
    if (d != 0 && n > (std::uint64_t{1} << 40) / d) return 0;  // no image is so large
    n *= d;
  }
  return n;
}

std::span<const std::byte> bytes_of(const idx_array& images) { return std::as_bytes(std::span{images.data}); }

}  // namespace

std::vector<std::vector<std::uint8_t>> images_of(std::span<const std::uint8_t> rows, std::size_t pixels) {
  if (pixels == 0 || rows.size() % pixels != 0)
    throw domain_error("the rows are of another size than images");
  std::vector<std::vector<std::uint8_t>> out;
  for (; !rows.empty(); rows = rows.subspan(pixels))
    out.emplace_back(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(pixels));
  return out;
}

container compress_chains(container header, const idx_array& images, std::uint64_t pixels,
                          std::uint64_t chains, unsigned threads, const push_images& push,
                          image_account* account, const image_progress& progress) {
  if (images.item_size() != pixels)
    throw domain_error("the model is for images of " + std::to_string(pixels) + " pixels, these have " +
                       std::to_string(images.item_size()));
  if (images.data.size() != images.count() * images.item_size())
    throw domain_error("the images' data is not of the size that their shape says");
  if (chains > most_chains) throw domain_error("at most 2^20 chains");
  if (chains < 1 || chains > std::max<std::uint64_t>(images.count(), 1))
    throw domain_error("at least one chain, and not more chains than images");
  header.shape.assign(images.shape.begin() + 1, images.shape.end());
  header.chains.assign(chains, {});
  header.original = hash64(bytes_of(images));
  std::mutex guard;
  const auto told = [&](std::uint64_t n) {
    const std::scoped_lock lock{guard};
    if (progress) progress(n);
  };
  in_parallel(chains, threads, [&](std::uint64_t c) {
    const std::uint64_t first = images.count() * c / chains,
                        count = images.count() * (c + 1) / chains - first;
    metered s{rans_stack{supply::seeded(header.seed + c)}};
    const std::uint64_t start = push(s, std::span{images.data}.subspan(first * pixels, count * pixels), told);
    header.chains[c] = {count, s.inner().taken(), to_bytes(s.inner()), start};
    const std::scoped_lock lock{guard};
    if (account != nullptr) add(*account, s);
  });
  return header;
}

idx_array decompress_chains(const container& file, unsigned threads, const pop_images& pop,
                            const image_progress& progress) {
  std::vector<std::vector<std::uint8_t>> parts(file.chains.size());
  std::mutex guard;
  const auto told = [&](std::uint64_t n) {
    const std::scoped_lock lock{guard};
    if (progress) progress(n);
  };
  in_parallel(file.chains.size(), threads, [&](std::uint64_t c) {
    const container::chain& chain = file.chains[c];
    try {
      rans_stack s = from_bytes(chain.stack, supply::seeded(file.seed + c), chain.taken);
      parts[c] = pop(s, chain, told);
      if (!s.is_fresh())
        throw corrupt_error("the stream does not end where it began: it was damaged, or made otherwise");
    } catch (const corrupt_error&) {
      throw;
    } catch (const error& e) {
      throw corrupt_error(std::string{"the stream is damaged: "} + e.what());
    }
  });
  idx_array images{{file.count()}, {}};
  images.shape.insert(images.shape.end(), file.shape.begin(), file.shape.end());
  if (parts.size() == 1) {
    images.data = std::move(parts.front());
  } else {
    images.data.reserve(file.count() * size_of(file.shape));  // what the parts hold already
    for (auto& part : parts) {
      images.data.insert(images.data.end(), part.begin(), part.end());
      part = {};
    }
  }
  if (hash64(bytes_of(images)) != file.original)
    throw corrupt_error("the decoded images are not those that were coded");
  return images;
}

void expect_codec(const container& file, const std::string& codec) {
  if (file.codec == codec) return;
  const bool printable = std::ranges::all_of(file.codec, [](char c) { return c >= ' ' && c <= '~'; });
  throw corrupt_error("the file was made by another codec" +
                      (printable ? ": " + file.codec.substr(0, 40) : std::string{}) + ", not by " + codec);
}

void expect_origin(const container& file, const std::string& codec, std::uint64_t fingerprint,
                   std::uint64_t pixels) {
  expect_codec(file, codec);
  if (file.model != fingerprint)
    throw corrupt_error("the file was made with another model: " + hash_hex(file.model) + ", not " +
                        hash_hex(fingerprint));
  if (size_of(file.shape) != pixels) throw corrupt_error("the file's images are not of the model's size");
}

}  // namespace ansatz
