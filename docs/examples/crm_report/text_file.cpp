// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "text_file.hpp"

#include "csv_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <iconv.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

namespace crm {

namespace {

/// A file descriptor that is closed when it is no longer needed.
class descriptor {
public:
    explicit descriptor(int fd) : fd_(fd) {}
    ~descriptor()
    {
        if (fd_ > STDERR_FILENO) close(fd_);
    }
    descriptor(descriptor const&)            = delete;
    descriptor& operator=(descriptor const&) = delete;
    int         get() const { return fd_; }
    int         release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

/// Reads to the end, with zlib, which passes on what is not compressed.
std::string read_all(descriptor& from, std::string const& name)
{
    gzFile const in = gzdopen(from.get() == STDIN_FILENO ? dup(STDIN_FILENO) : from.release(), "rb");
    if (in == nullptr) throw input_error(name + ": cannot be read");
    gzbuffer(in, 1 << 18);
    std::string all;
    for (;;) {
        std::size_t const before = all.size();
        all.resize(before + (1 << 20));
        int const n = gzread(in, all.data() + before, 1 << 20);
        all.resize(before + static_cast<std::size_t>(std::max(n, 0)));
        if (n < 0 || (n == 0 && !gzeof(in))) {
            int               code   = 0;
            std::string const reason = gzerror(in, &code);
            gzclose(in);
            throw input_error(fmt::format("{}: cannot be read to its end: {}", name, code == Z_ERRNO ? std::strerror(errno) : reason));
        }
        if (n == 0) break;
    }
    if (gzclose(in) != Z_OK) throw input_error(name + ": the compressed file is damaged or cut off");
    return all;
}

/// Returns the name by which iconv knows an encoding.
std::string iconv_name(std::string encoding)
{
    std::transform(encoding.begin(), encoding.end(), encoding.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (encoding == "LATIN-1" || encoding == "LATIN1") return "ISO-8859-1";
    if (encoding == "ANSI" || encoding == "CP1252") return "WINDOWS-1252";
    return encoding;
}

std::string converted(std::string_view text, std::string const& encoding, std::string const& file)
{
    iconv_t const how = iconv_open("UTF-8", iconv_name(encoding).c_str());
    if (how == reinterpret_cast<iconv_t>(-1))
        throw input_error(fmt::format("--encoding: found \"{}\", expected one like utf-8, utf-16, latin-1 or windows-1252", encoding));
    std::string out(text.size() * 2 + 16, '\0');
    char*       from = const_cast<char*>(text.data()); // iconv does not write there
    std::size_t left = text.size(), made = 0;
    while (left != 0) {
        char*       to   = out.data() + made;
        std::size_t room = out.size() - made;
        auto const  done = iconv(how, &from, &left, &to, &room);
        made             = static_cast<std::size_t>(to - out.data());
        if (done != static_cast<std::size_t>(-1)) break;
        if (errno != E2BIG) {
            auto const line = 1 + std::count(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(made), '\n');
            iconv_close(how);
            throw input_error(fmt::format("{}:{}: found a byte that is not {}; give the encoding of the file by --encoding", file, line, encoding));
        }
        out.resize(out.size() * 2);
    }
    iconv_close(how);
    out.resize(made);
    return out;
}

/// Returns which UTF-16 a text without a mark looks like: in that of mostly Latin letters, every other byte is NUL.
char const* utf_16_of(std::string_view text)
{
    if (text.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (text.starts_with("\xFE\xFF")) return "UTF-16BE";
    std::string_view const first = text.substr(0, 4096);
    if (first.size() < 4) return nullptr;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i != first.size(); ++i)
        if (first[i] == '\0') ++(i % 2 == 0 ? even : odd);
    if (odd > first.size() / 4 && even < odd / 8) return "UTF-16LE";
    if (even > first.size() / 4 && odd < even / 8) return "UTF-16BE";
    return nullptr;
}

} // namespace

text_file::text_file(std::string const& path, std::string const& encoding) : name_(path)
{
    descriptor fd(path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (fd.get() < 0)
        throw input_error(fmt::format("{}: {}", path, errno == ENOENT ? "no such file" : "cannot be read: " + std::string{std::strerror(errno)}));
    struct stat about{};
    if (fstat(fd.get(), &about) != 0) throw input_error(path + ": cannot be read");
    if (S_ISDIR(about.st_mode)) throw input_error(path + ": is a folder; expected a file");
    unsigned char start[2]{};
    bool const    regular    = S_ISREG(about.st_mode) && about.st_size > 0 && path != "-";
    bool const    compressed = regular && pread(fd.get(), start, 2, 0) == 2 && start[0] == 0x1f && start[1] == 0x8b;
    if (regular && !compressed) {
        size_          = static_cast<std::size_t>(about.st_size);
        void* const at = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd.get(), 0);
        if (at != MAP_FAILED) {
            mapped_ = at;
            view_   = {static_cast<char const*>(at), size_};
            madvise(at, size_, MADV_SEQUENTIAL);
        }
    }
    if (mapped_ == nullptr) {
        owned_ = read_all(fd, path);
        view_  = owned_;
    }
    decode(encoding);
}

text_file text_file::of(std::string bytes, std::string const& name, std::string const& encoding)
{
    text_file file(name);
    file.owned_ = std::move(bytes);
    file.view_  = file.owned_;
    file.decode(encoding);
    return file;
}

text_file::text_file(text_file&& other) noexcept
    : name_(std::move(other.name_)), mapped_(std::exchange(other.mapped_, nullptr)), size_(other.size_), notes_(std::move(other.notes_))
{
    std::size_t const shown = other.view_.size(); // the view ends where the text ends; a byte-order mark may come before it
    owned_                  = std::move(other.owned_);
    view_                   = mapped_ != nullptr ? other.view_ : std::string_view{owned_}.substr(owned_.size() - shown);
}

text_file::~text_file()
{
    if (mapped_ != nullptr) munmap(mapped_, size_);
}

bool text_file::is_json() const
{
    auto const format = named(name_).format;
    return format == "json" || format == "jsonl" || format == "ndjson";
}

file_name named(std::string_view name)
{
    auto const take_ending = [&] {
        auto const  point = std::min(name.rfind('.'), name.size());
        std::string ending{name.substr(point)};
        for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (!ending.empty()) name.remove_suffix(ending.size()), ending.erase(0, 1);
        return ending;
    };
    std::string format = take_ending();
    if (format == "gz") format = take_ending();
    for (std::string_view const known : {"csv", "tsv", "txt", "json", "jsonl", "ndjson"})
        if (format == known) return {std::string{name}, format};
    return {};
}

void text_file::decode(std::string const& encoding)
{
    auto const replace = [&](std::string text) {
        owned_ = std::move(text);
        view_  = owned_;
        if (mapped_ != nullptr) munmap(std::exchange(mapped_, nullptr), size_);
    };
    if (auto const* const wide = utf_16_of(view_)) replace(converted(view_, wide, name_));
    else if (encoding != "auto" && iconv_name(encoding) != "UTF-8" && !view_.starts_with("\xEF\xBB\xBF")) // the mark says that it is UTF-8
        replace(converted(view_, encoding, name_));
    if (view_.starts_with("\xEF\xBB\xBF")) view_.remove_prefix(3);
    if (std::memchr(view_.data(), '\0', view_.size()) == nullptr) return;
    std::string text{view_};
    auto const  behind = std::remove(text.begin(), text.end(), '\0');
    notes_.push_back(fmt::format("{}: {} NUL bytes were left out of the text", name_, text.end() - behind));
    text.erase(behind, text.end());
    replace(std::move(text));
}

std::string wrong_encoding(std::string_view text, std::size_t& at)
{
    std::size_t i = 0;
    while (i < text.size()) {
        std::uint64_t eight = 0;
        if (i + 8 <= text.size()) { // most texts are ASCII
            std::memcpy(&eight, text.data() + i, 8);
            if ((eight & 0x8080'8080'8080'8080u) == 0) {
                i += 8;
                continue;
            }
        }
        auto const        byte   = static_cast<unsigned char>(text[i]);
        std::size_t const behind = byte < 0x80                   ? 0
                                   : byte >= 0xC2 && byte < 0xE0 ? 1
                                   : byte >= 0xE0 && byte < 0xF0 ? 2
                                   : byte >= 0xF0 && byte < 0xF5 ? 3
                                                                 : 4;
        bool              right  = behind < 4 && i + behind < text.size();
        for (std::size_t k = 1; right && k <= behind; ++k) right = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
        if (!right) {
            at = i;
            return fmt::format(
                "found the byte {:#04x}, which is not UTF-8; is it Latin-1 or Windows-1252? Give --encoding windows-1252, or save the file as UTF-8",
                byte);
        }
        i += behind + 1;
    }
    return {};
}

} // namespace crm
