// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_TEXT_FILE_HPP
#define CRM_REPORT_TEXT_FILE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crm {

/// The text of a file as UTF-8. A file on disk is mapped into memory; a pipe, standard input ("-") and a compressed file (gzip) are read.
///
/// UTF-16 is recognised, with a byte-order mark or without. `encoding` names any other encoding (as iconv knows it, or `auto`): the text is then
/// converted. NUL bytes, which some exports have within texts, are left out, and a note tells how many. Throws input_error where the file cannot be
/// read or converted; whether the text is UTF-8 is for its readers to check (`wrong_encoding`).
class text_file {
public:
    text_file(std::string const& path, std::string const& encoding);
    /// The text of a file that is in memory.
    static text_file of(std::string bytes, std::string const& name, std::string const& encoding = "auto");

    text_file(text_file&&) noexcept;
    text_file& operator=(text_file&&) = delete;
    ~text_file();

    std::string_view                view() const { return view_; }
    std::string const&              name() const { return name_; }
    bool                            is_json() const;
    std::vector<std::string> const& notes() const { return notes_; }

private:
    explicit text_file(std::string name) : name_(std::move(name)) {}
    void decode(std::string const& encoding);

    std::string              name_;
    std::string              owned_;
    void*                    mapped_ = nullptr;
    std::size_t              size_   = 0;
    std::string_view         view_;
    std::vector<std::string> notes_;
};

/// What a file is called, and in which format it is, as its ending tells in whatever letters: `csv` for Lead.CSV.gz. Both are empty where the ending
/// is none of a format that is read.
struct file_name {
    std::string stem, format;
};
file_name named(std::string_view name);

/// Returns what is wrong with the encoding of a text, or nothing if the text is UTF-8. Sets `at` to the position of what is wrong.
std::string wrong_encoding(std::string_view text, std::size_t& at);

} // namespace crm

#endif
