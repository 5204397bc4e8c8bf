#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/byte_stream.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/io/image_files.hpp>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "io/png_parts.hpp"
#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

using bytes = std::vector<std::byte>;

constexpr std::uint64_t everything = ~std::uint64_t{0};

/// What a reader gave: images, or what it threw. Limits are such that memory stays small.
struct outcome {
  std::optional<image_set> images;
  bool corrupt = false;  // where there are none
};

void expect_lawful(const image_set& images) {
  for (const image& i : images) {
    require(i.shape.channels == 1 || i.shape.channels == 3, "an image is grey or in colour");
    require(i.shape.size() > 0 && i.pixels.size() == i.shape.size(), "an image's numbers fill its shape");
  }
}

outcome read(std::span<const std::byte> all, std::string_view name, std::uint64_t numbers,
             std::uint64_t count, std::size_t piece = 1 << 16) {
  const image_limits limits{.pixels_of_one = 1 << 18, .bytes = 1 << 20, .count = count};
  image_set images;
  byte_reader in{[whole = source_of(all), piece](std::span<std::byte> to) {
    return whole(to.first(std::min(to.size(), piece)));
  }};
  try {
    read_images_in_parts(
        in, name, limits, numbers,
        [&](image_set part) {
          require(!part.empty(), "a part has images");
          std::uint64_t weight = 0;
          for (const image& i : part) weight += i.pixels.size() + 32;
          require(part.size() == 1 || weight <= numbers, "a part is no larger than asked for");
          std::ranges::move(part, std::back_inserter(images));
        },
        [](const std::string& remark) { require(!remark.empty(), "a remark is a sentence"); });
  } catch (const corrupt_error&) {
    return {.images = {}, .corrupt = true};
  } catch (const error&) {
    return {};
  }
  expect_lawful(images);
  require(count == 0 || images.size() <= count, "no more images than asked for");
  return {.images = std::move(images)};
}

/// The same at once and in parts, whatever pieces the bytes come in, and written again and read again.
void try_images(std::span<const std::byte> all, std::string_view ending) {
  const std::string name = "x." + std::string{ending};
  const outcome at_once = read(all, name, everything, 0);
  (void)foreign_format(all);
  {
    byte_reader in{source_of(all)};
    const bool begins = begin_as_images(in);
    require(in.position() == 0, "who looks takes nothing");
    require(begins || ending == "bin" || !at_once.images, "what is read begins as images");
  }
  for (const auto& [numbers, piece] : {std::pair{1u, 1u}, {100u, 7u}, {1000u, 1000u}}) {
    const outcome in_parts = read(all, name, numbers, 0, piece);
    if (at_once.images)
      require(in_parts.images == at_once.images, "parts are the whole");
    else if (at_once.corrupt)
      require(!in_parts.images, "what is damaged is damaged in parts");
  }
  if (!at_once.images) return;
  const image_set& images = *at_once.images;
  const std::size_t few = std::min<std::size_t>(images.size(), 2);
  const auto first = read(all, name, everything, 2).images;
  require(first && std::ranges::equal(*first, std::span{images}.first(few)),
          "the first ones are those of all");
  for (const std::string_view again : {ending, std::string_view{"pam"}, std::string_view{"png"}}) {
    bytes written;
    try {
      written = format_images(images, again);
    } catch (const domain_error&) {
      require(again != "pam" || images.empty(), "maps hold images of any size");
      continue;
    }
    require(read(written, "x." + std::string{again}, everything, 0).images == images,
            "what was written is read");
  }
}

/// The checksum of every chunk made right, as far as chunks follow one another.
bytes with_checksums(bytes png) {
  const auto get = [&](std::size_t at) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < 4; ++i) n = n << 8 | std::to_integer<std::uint32_t>(png[at + i]);
    return n;
  };
  for (std::size_t at = 8; at + 12 <= png.size();) {
    const std::size_t length = get(at);
    if (length > png.size() - at - 12) break;
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(png.data() + at + 4), static_cast<uInt>(length + 4));
    for (std::size_t i = 0; i < 4; ++i)
      png[at + 8 + length + i] = static_cast<std::byte>(crc >> (24 - 8 * i));
    at += 12 + length;
  }
  return png;
}

/// A file of chunks in any order whose pixels are really packed: the input is what they unpack to.
std::string png_of(taker& t) {
  constexpr std::array depths{1, 2, 4, 8, 16}, colours{0, 2, 3, 4, 6};
  std::string out = testing::png_signature + testing::png_header(t.take(), t.take(), depths[t.below(5)],
                                                                 colours[t.below(5)], t.below(3) == 2);
  const auto text_of = [](input part) { return std::string(part.begin(), part.end()); };
  for (std::size_t n = t.below(4); n > 0; --n) {
    constexpr std::array names{"PLTE", "tRNS", "gAMA", "tEXt", "acTL", "IDAT"};
    const char* name = names[t.below(names.size())];
    out += testing::png_chunk(name, text_of(t.part(t.take())));
  }
  const std::string packed = testing::deflated(text_of(t.rest()));
  const std::size_t half = packed.size() / 2;
  return out + testing::png_chunk("IDAT", packed.substr(0, half)) +
         testing::png_chunk("IDAT", packed.substr(half)) + testing::png_end;
}

/// A member of a gzip file.
bytes member_of(input plain) {
  z_stream z{};
  require(deflateInit2(&z, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib begins");
  bytes out(deflateBound(&z, static_cast<uLong>(plain.size())) + 32);
  z.next_in = const_cast<Bytef*>(plain.data());
  z.avail_in = static_cast<uInt>(plain.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  require(deflate(&z, Z_FINISH) == Z_STREAM_END, "zlib ends");
  out.resize(out.size() - z.avail_out);
  deflateEnd(&z);
  return out;
}

}  // namespace

void fuzz_cifar(input in) {
  // A record is long: a short input is repeated.
  bytes all = bytes_of(in);
  const std::size_t size = all.size();
  while (size > 0 && all.size() < 2 * 3073) all.push_back(all[all.size() - size]);
  if (size > 0) all.resize(3073 * (1 + size % 2) + (size % 64 == 63 ? 1 : 0));
  try_images(all, "bin");
  try_images(std::as_bytes(in), "bin");
}

void fuzz_gzip(input in) {
  try_images(std::as_bytes(in), "gz");
  taker t{in};
  bytes packed;
  const std::size_t members = t.within(1, 3), zeros = t.below(4);
  const input plain = t.rest();
  for (std::size_t i = 0; i < members; ++i) {
    const std::size_t from = plain.size() * i / members, to = plain.size() * (i + 1) / members;
    std::ranges::copy(member_of(plain.subspan(from, to - from)), std::back_inserter(packed));
  }
  packed.resize(packed.size() + zeros);
  const outcome a = read(packed, "x.gz", everything, 0), b = read(std::as_bytes(plain), "x", everything, 0);
  // What is packed in what is packed is no image.
  const bool twice = plain.size() >= 2 && plain[0] == 0x1f && plain[1] == 0x8b;
  require(twice ? !a.images : a.images == b.images && a.corrupt == b.corrupt,
          "packed or plain, the images are the same");
}

void fuzz_idx(input in) {
  const auto all = std::as_bytes(in);
  try {
    const idx_array a = parse_idx(all);
    require(std::ranges::equal(format_idx(a), all), "what was read is written as it stood");
    const image_set images = images_from(a);
    expect_lawful(images);
    require(images.size() == a.count(), "items are images");
  } catch (const corrupt_error&) {
  }
  try_images(all, "idx");
}

void fuzz_npy(input in) { try_images(std::as_bytes(in), "npy"); }

void fuzz_png(input in) {
  taker t{in};
  if (t.coin()) {
    const std::string built = png_of(t);
    return try_images(std::as_bytes(std::span{built}), "png");
  }
  const bytes all = bytes_of(t.rest()), right = with_checksums(all);
  try_images(right, "png");
  if (right != all) try_images(all, "png");
}

void fuzz_pnm(input in) {
  try_images(std::as_bytes(in), "pnm");
  try_images(std::as_bytes(in), "pbm");
}

}  // namespace ansatz::fuzz
