#include <algorithm>
#include <ansatz/io/image_files.hpp>
#include <array>

namespace ansatz {
namespace {

struct foreign {
  std::size_t at;
  std::string_view magic;
  std::string_view sentence;
};

using namespace std::literals;

// Longer marks first.
constexpr std::array others{
    foreign{0, "\0\0\0\x0cJXL \r\n\x87\n"sv, "a JPEG XL file: convert it to PNG or PPM first"},
    foreign{0, "\0\0\0\x0cjP  \r\n\x87\n"sv, "a JPEG 2000 file: convert it to PNG or PPM first"},
    foreign{4, "ftypavif"sv, "an AVIF file: convert it to PNG or PPM first"},
    foreign{4, "ftyp"sv, "a HEIF picture or a film: convert it to PNG or PPM first"},
    foreign{8, "WEBP"sv, "a WebP file: convert it to PNG or PPM first"},
    foreign{0, "farbfeld"sv, "a farbfeld file of 16 bits: convert it to an 8-bit PNG or PPM first"},
    foreign{0, "ansatz\x1a"sv, "an archive of Ansatz, not images: decompress it first"},
    foreign{0,
            "\xfd"
            "7zXZ\0"sv,
            "an xz file: unpack it first"},
    foreign{0, "7z\xbc\xaf\x27\x1c"sv, "a 7z archive: unpack it into a folder, and give the folder"},
    foreign{257, "ustar"sv, "a tar archive: unpack it into a folder, and give the folder"},
    foreign{0, "II*\0"sv, "a TIFF file: convert it to PNG or PPM first"},
    foreign{0, "MM\0*"sv, "a TIFF file: convert it to PNG or PPM first"},
    foreign{0, "GIF8"sv, "a GIF file: convert it to PNG or PPM first"},
    foreign{0, "qoif"sv, "a QOI file: convert it to PNG or PPM first"},
    foreign{0, "FLIF"sv, "a FLIF file: convert it to PNG or PPM first"},
    foreign{0, "8BPS"sv, "a Photoshop file: convert it to PNG or PPM first"},
    foreign{0, "\x76\x2f\x31\x01"sv, "an OpenEXR file of floats: convert it to an 8-bit PNG or PPM first"},
    foreign{0, "PK\3\4"sv, "a zip archive (an .npz is one, too): unpack it first"},
    foreign{0, "\x28\xb5\x2f\xfd"sv, "a zstd file: unpack it first"},
    foreign{0, "\x89HDF"sv, "an HDF5 file: save its array as .npy first"},
    foreign{0, "%PDF"sv, "a PDF file: render it to PNG first"},
    foreign{0, "BZh"sv, "a bzip2 file: unpack it first"},
    foreign{0, "PF\n"sv, "a PFM file of floats: convert it to an 8-bit PNG or PPM first"},
    foreign{0, "Pf\n"sv, "a PFM file of floats: convert it to an 8-bit PNG or PPM first"},
    foreign{0, "\xff\xd8\xff"sv,
            "a JPEG file, lossy already: convert it to PNG or PPM to code the pixels that it decodes to"},
    foreign{0, "\xff\x0a"sv, "a JPEG XL file: convert it to PNG or PPM first"},
    foreign{0, "BM"sv, "a BMP file: convert it to PNG or PPM first"},
};

}  // namespace

std::string_view foreign_format(std::span<const std::byte> bytes) {
  const auto is = [&](const foreign& f) {
    return bytes.size() >= f.at + f.magic.size() &&
           std::ranges::equal(bytes.subspan(f.at, f.magic.size()), std::as_bytes(std::span{f.magic}));
  };
  const auto found = std::ranges::find_if(others, is);
  return found == others.end() ? std::string_view{} : found->sentence;
}

}  // namespace ansatz
