// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_TESTS_SUPPORT_PROGRAM_HPP
#define LEADMETRICS_TESTS_SUPPORT_PROGRAM_HPP

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include <sys/wait.h>

namespace leadmetrics_tests {

/// A temporary folder that is deleted after the test.
class scratch_folder {
public:
    scratch_folder() : path_(std::filesystem::temp_directory_path() / ("leadmetrics-" + std::to_string(std::random_device{}())))
    {
        std::filesystem::create_directories(path_);
    }
    ~scratch_folder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    scratch_folder(scratch_folder const&)            = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;

    std::string path(std::string const& name) const { return (path_ / name).string(); }
    std::string write(std::string const& name, std::string const& text) const
    {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

struct program_result {
    int         status;
    std::string out, err;
};

/// Runs a command line in the shell.
inline program_result run(std::string const& command)
{
    scratch_folder const   folder;
    std::string            out;
    std::FILE* const       pipe = ::popen((command + " 2>" + folder.path("err")).c_str(), "r");
    std::array<char, 4096> buffer{};
    while (std::size_t const n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
    int const          status = ::pclose(pipe);
    std::ostringstream err;
    err << std::ifstream(folder.path("err")).rdbuf();
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, out, err.str()};
}

} // namespace leadmetrics_tests

#endif
