#include <jxl/decode.h>
#include <jxl/encode.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/image_formats.hpp>
#include <memory>
#include <string>

namespace ansatz::experiment {
namespace {

/// Throws where a step of a library failed.
void must(bool done, const char* library) {
  if (!done) throw error(std::string{library} + ": the library reports a failure");
}

const std::uint8_t* bytes(std::span<const std::byte> s) {
  return reinterpret_cast<const std::uint8_t*>(s.data());
}

struct png_job {
  png_structp png;
  png_infop info;
  std::vector<png_bytep> rows;  // a byte a pixel
  std::vector<std::byte> out;
};

/// libpng leaves by longjmp when it fails, so that nothing with a destructor may live in here.
bool write_png(png_job& job, std::uint32_t width, std::uint32_t height, int depth) {
  if (setjmp(png_jmpbuf(job.png)) != 0) return false;
  const auto write = [](png_structp to, png_bytep data, std::size_t size) {
    auto* sink = static_cast<std::vector<std::byte>*>(png_get_io_ptr(to));
    const auto* from = reinterpret_cast<const std::byte*>(data);
    sink->insert(sink->end(), from, from + size);
  };
  png_set_write_fn(job.png, &job.out, write, nullptr);
  png_set_compression_level(job.png, 9);
  png_set_IHDR(job.png, job.info, width, height, depth, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(job.png, job.info);
  png_set_packing(job.png);
  png_write_image(job.png, job.rows.data());
  png_write_end(job.png, job.info);
  return true;
}

}  // namespace

std::vector<std::byte> png_of(const picture& p) {
  const bool binary = std::ranges::all_of(p.grey, [](std::uint8_t v) { return v == 0 || v == 255; });
  std::vector<std::uint8_t> values = p.grey;
  if (binary)
    std::ranges::transform(values, values.begin(), [](std::uint8_t v) -> std::uint8_t { return v >> 7; });
  png_job job{png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr), nullptr, {}, {}};
  must(job.png != nullptr && (job.info = png_create_info_struct(job.png)) != nullptr, "libpng");
  for (std::uint32_t y = 0; y < p.height; ++y) job.rows.push_back(values.data() + std::size_t{y} * p.width);
  const bool done = write_png(job, p.width, p.height, binary ? 1 : 8);
  png_destroy_write_struct(&job.png, &job.info);
  must(done, "libpng");
  return std::move(job.out);
}

picture from_png(std::span<const std::byte> file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  must(png_image_begin_read_from_memory(&image, file.data(), file.size()) != 0, "libpng");
  image.format = PNG_FORMAT_GRAY;
  picture p{image.width, image.height, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
  must(png_image_finish_read(&image, nullptr, p.grey.data(), 0, nullptr) != 0, "libpng");
  return p;
}

std::vector<std::byte> webp_of(const picture& p) {
  WebPConfig config;
  must(WebPConfigInit(&config) != 0, "libwebp");
  config.lossless = 1;
  config.exact = 1;
  config.method = 6;
  config.quality = 100;
  WebPPicture image;
  must(WebPPictureInit(&image) != 0, "libwebp");
  image.use_argb = 1;
  image.width = static_cast<int>(p.width);
  image.height = static_cast<int>(p.height);
  WebPMemoryWriter sink;
  WebPMemoryWriterInit(&sink);
  image.writer = WebPMemoryWrite;
  image.custom_ptr = &sink;
  std::vector<std::uint8_t> rgb;
  for (const std::uint8_t v : p.grey) rgb.insert(rgb.end(), 3, v);
  const bool done =
      WebPPictureImportRGB(&image, rgb.data(), image.width * 3) != 0 && WebPEncode(&config, &image) != 0;
  WebPPictureFree(&image);
  const auto* from = reinterpret_cast<const std::byte*>(sink.mem);
  std::vector<std::byte> out(from, from + sink.size);
  WebPMemoryWriterClear(&sink);
  must(done, "libwebp");
  return out;
}

picture from_webp(std::span<const std::byte> file) {
  int width = 0, height = 0;
  const std::unique_ptr<std::uint8_t, void (*)(void*)> rgb{
      WebPDecodeRGB(bytes(file), file.size(), &width, &height), WebPFree};
  must(rgb != nullptr, "libwebp");
  picture p{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), {}};
  for (std::size_t i = 0; i < std::size_t{p.width} * p.height; ++i) p.grey.push_back(rgb.get()[3 * i]);
  return p;
}

std::vector<std::byte> jxl_of(const picture& p, int effort) {
  const std::unique_ptr<JxlEncoder, void (*)(JxlEncoder*)> jxl{JxlEncoderCreate(nullptr), JxlEncoderDestroy};
  const auto step = [](JxlEncoderStatus s) { must(s == JXL_ENC_SUCCESS, "libjxl"); };
  JxlBasicInfo info;
  JxlEncoderInitBasicInfo(&info);
  info.xsize = p.width;
  info.ysize = p.height;
  info.bits_per_sample = 8;
  info.num_color_channels = 1;
  info.uses_original_profile = JXL_TRUE;
  step(JxlEncoderSetBasicInfo(jxl.get(), &info));
  JxlColorEncoding colours;
  JxlColorEncodingSetToSRGB(&colours, JXL_TRUE);
  step(JxlEncoderSetColorEncoding(jxl.get(), &colours));
  JxlEncoderFrameSettings* settings = JxlEncoderFrameSettingsCreate(jxl.get(), nullptr);
  step(JxlEncoderSetFrameLossless(settings, JXL_TRUE));
  step(JxlEncoderFrameSettingsSetOption(settings, JXL_ENC_FRAME_SETTING_EFFORT, effort));
  const JxlPixelFormat format{1, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  step(JxlEncoderAddImageFrame(settings, &format, p.grey.data(), p.grey.size()));
  JxlEncoderCloseInput(jxl.get());
  std::vector<std::byte> out(1 << 16);
  std::size_t filled = 0;
  for (;;) {
    auto* next = reinterpret_cast<std::uint8_t*>(out.data()) + filled;
    std::size_t room = out.size() - filled;
    const JxlEncoderStatus status = JxlEncoderProcessOutput(jxl.get(), &next, &room);
    filled = out.size() - room;
    if (status != JXL_ENC_NEED_MORE_OUTPUT) {
      step(status);
      out.resize(filled);
      return out;
    }
    out.resize(2 * out.size());
  }
}

picture from_jxl(std::span<const std::byte> file) {
  const std::unique_ptr<JxlDecoder, void (*)(JxlDecoder*)> jxl{JxlDecoderCreate(nullptr), JxlDecoderDestroy};
  const auto step = [](JxlDecoderStatus s) { must(s == JXL_DEC_SUCCESS, "libjxl"); };
  const JxlPixelFormat format{1, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  step(JxlDecoderSubscribeEvents(jxl.get(), JXL_DEC_BASIC_INFO | JXL_DEC_FULL_IMAGE));
  step(JxlDecoderSetInput(jxl.get(), bytes(file), file.size()));
  JxlDecoderCloseInput(jxl.get());
  picture p;
  for (;;) {
    const JxlDecoderStatus status = JxlDecoderProcessInput(jxl.get());
    if (status == JXL_DEC_BASIC_INFO) {
      JxlBasicInfo info;
      step(JxlDecoderGetBasicInfo(jxl.get(), &info));
      p.width = info.xsize;
      p.height = info.ysize;
      p.grey.resize(std::size_t{p.width} * p.height);
    } else if (status == JXL_DEC_NEED_IMAGE_OUT_BUFFER) {
      step(JxlDecoderSetImageOutBuffer(jxl.get(), &format, p.grey.data(), p.grey.size()));
    } else if (status != JXL_DEC_FULL_IMAGE) {
      step(status);
      return p;
    }
  }
}

}  // namespace ansatz::experiment
