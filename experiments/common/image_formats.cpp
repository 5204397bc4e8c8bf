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
bool write_png(png_job& job, image_shape shape, int depth) {
  if (setjmp(png_jmpbuf(job.png)) != 0) return false;
  const auto write = [](png_structp to, png_bytep data, std::size_t size) {
    auto* sink = static_cast<std::vector<std::byte>*>(png_get_io_ptr(to));
    const auto* from = reinterpret_cast<const std::byte*>(data);
    sink->insert(sink->end(), from, from + size);
  };
  png_set_write_fn(job.png, &job.out, write, nullptr);
  png_set_compression_level(job.png, 9);
  png_set_IHDR(job.png, job.info, shape.width, shape.height, depth,
               shape.channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(job.png, job.info);
  png_set_packing(job.png);
  png_write_image(job.png, job.rows.data());
  png_write_end(job.png, job.info);
  return true;
}

}  // namespace

std::vector<std::byte> png_of(const image& x) {
  const bool binary = x.shape.channels == 1 &&
                      std::ranges::all_of(x.pixels, [](std::uint8_t v) { return v == 0 || v == 255; });
  std::vector<std::uint8_t> values = x.pixels;
  if (binary)
    std::ranges::transform(values, values.begin(), [](std::uint8_t v) -> std::uint8_t { return v >> 7; });
  png_job job{png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr), nullptr, {}, {}};
  must(job.png != nullptr && (job.info = png_create_info_struct(job.png)) != nullptr, "libpng");
  for (std::uint32_t y = 0; y < x.shape.height; ++y)
    job.rows.push_back(values.data() + std::size_t{y} * x.shape.width * x.shape.channels);
  const bool done = write_png(job, x.shape, binary ? 1 : 8);
  png_destroy_write_struct(&job.png, &job.info);
  must(done, "libpng");
  return std::move(job.out);
}

image from_png(std::span<const std::byte> file) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  must(png_image_begin_read_from_memory(&png, file.data(), file.size()) != 0, "libpng");
  const bool colour = (png.format & PNG_FORMAT_FLAG_COLOR) != 0;
  png.format = colour ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
  image x{{png.height, png.width, colour ? 3u : 1u}, std::vector<std::uint8_t>(PNG_IMAGE_SIZE(png))};
  must(png_image_finish_read(&png, nullptr, x.pixels.data(), 0, nullptr) != 0, "libpng");
  return x;
}

image in_colour(const image& x) {
  if (x.shape.channels == 3) return x;
  image out{{x.shape.height, x.shape.width, 3}, {}};
  out.pixels.reserve(out.shape.size());
  for (const std::uint8_t v : x.pixels) out.pixels.insert(out.pixels.end(), 3, v);
  return out;
}

std::vector<std::byte> webp_of(const image& x) {
  WebPConfig config;
  must(WebPConfigInit(&config) != 0, "libwebp");
  config.lossless = 1;
  config.exact = 1;
  config.method = 6;
  config.quality = 100;
  WebPPicture picture;
  must(WebPPictureInit(&picture) != 0, "libwebp");
  picture.use_argb = 1;
  picture.width = static_cast<int>(x.shape.width);
  picture.height = static_cast<int>(x.shape.height);
  WebPMemoryWriter sink;
  WebPMemoryWriterInit(&sink);
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &sink;
  const std::vector<std::uint8_t> rgb = in_colour(x).pixels;
  const bool done = WebPPictureImportRGB(&picture, rgb.data(), picture.width * 3) != 0 &&
                    WebPEncode(&config, &picture) != 0;
  WebPPictureFree(&picture);
  const auto* from = reinterpret_cast<const std::byte*>(sink.mem);
  std::vector<std::byte> out(from, from + sink.size);
  WebPMemoryWriterClear(&sink);
  must(done, "libwebp");
  return out;
}

image from_webp(std::span<const std::byte> file) {
  int width = 0, height = 0;
  const std::unique_ptr<std::uint8_t, void (*)(void*)> rgb{
      WebPDecodeRGB(bytes(file), file.size(), &width, &height), WebPFree};
  must(rgb != nullptr, "libwebp");
  const image_shape shape{static_cast<std::uint32_t>(height), static_cast<std::uint32_t>(width), 3};
  return {shape, {rgb.get(), rgb.get() + shape.size()}};
}

std::vector<std::byte> jxl_of(const image& x, int effort) {
  const std::unique_ptr<JxlEncoder, void (*)(JxlEncoder*)> jxl{JxlEncoderCreate(nullptr), JxlEncoderDestroy};
  const auto step = [](JxlEncoderStatus s) { must(s == JXL_ENC_SUCCESS, "libjxl"); };
  JxlBasicInfo info;
  JxlEncoderInitBasicInfo(&info);
  info.xsize = x.shape.width;
  info.ysize = x.shape.height;
  info.bits_per_sample = 8;
  info.num_color_channels = x.shape.channels;
  info.uses_original_profile = JXL_TRUE;
  step(JxlEncoderSetBasicInfo(jxl.get(), &info));
  JxlColorEncoding colours;
  JxlColorEncodingSetToSRGB(&colours, x.shape.channels == 1 ? JXL_TRUE : JXL_FALSE);
  step(JxlEncoderSetColorEncoding(jxl.get(), &colours));
  JxlEncoderFrameSettings* settings = JxlEncoderFrameSettingsCreate(jxl.get(), nullptr);
  step(JxlEncoderSetFrameLossless(settings, JXL_TRUE));
  step(JxlEncoderFrameSettingsSetOption(settings, JXL_ENC_FRAME_SETTING_EFFORT, effort));
  const JxlPixelFormat format{x.shape.channels, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  step(JxlEncoderAddImageFrame(settings, &format, x.pixels.data(), x.pixels.size()));
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

image from_jxl(std::span<const std::byte> file) {
  const std::unique_ptr<JxlDecoder, void (*)(JxlDecoder*)> jxl{JxlDecoderCreate(nullptr), JxlDecoderDestroy};
  const auto step = [](JxlDecoderStatus s) { must(s == JXL_DEC_SUCCESS, "libjxl"); };
  JxlPixelFormat format{1, JXL_TYPE_UINT8, JXL_NATIVE_ENDIAN, 0};
  step(JxlDecoderSubscribeEvents(jxl.get(), JXL_DEC_BASIC_INFO | JXL_DEC_FULL_IMAGE));
  step(JxlDecoderSetInput(jxl.get(), bytes(file), file.size()));
  JxlDecoderCloseInput(jxl.get());
  image x;
  for (;;) {
    const JxlDecoderStatus status = JxlDecoderProcessInput(jxl.get());
    if (status == JXL_DEC_BASIC_INFO) {
      JxlBasicInfo info;
      step(JxlDecoderGetBasicInfo(jxl.get(), &info));
      format.num_channels = info.num_color_channels;
      x.shape = {info.ysize, info.xsize, info.num_color_channels};
      x.pixels.resize(x.shape.size());
    } else if (status == JXL_DEC_NEED_IMAGE_OUT_BUFFER) {
      step(JxlDecoderSetImageOutBuffer(jxl.get(), &format, x.pixels.data(), x.pixels.size()));
    } else if (status != JXL_DEC_FULL_IMAGE) {
      step(status);
      return x;
    }
  }
}

}  // namespace ansatz::experiment
