# The program of a documentation page: its "cpp" blocks in file scope, its "cpp main" blocks as the body of main. With an argument the program also writes
# the picture that a "cpp picture" block makes into the file of this name.
# With -v part=output: what the page says that the program prints, its "text out" blocks.
/^```/ {
    if (kind != "") { kind = ""; next }
    kind = $0 == "```cpp" ? "global" : $0 == "```cpp main" ? "main" : $0 == "```cpp picture" ? "picture" : $0 == "```text out" ? "out" : "other"
    next
}
kind == "global" { global = global $0 "\n" }
kind == "main" { body = body $0 "\n" }
kind == "picture" { picture = picture $0 "\n" }
kind == "out" { out = out $0 "\n" }
END {
    if (part == "output") { printf "%s", out; exit }
    if (picture != "") {
        global = "#include <leadmetrics/render/vega_lite.hpp>\n#include <fstream>\n" global
        body = body "if (picture_words[1] != nullptr) std::ofstream{picture_words[1]} << (" picture ").dump();\n"
    }
    printf "%s\nint main(%s)\n{\n%s}\n", global, picture == "" ? "" : "int, char** picture_words", body
}
