# The program of a documentation page: its "cpp" blocks in file scope, its "cpp main" blocks as the body of main.
# With -v part=output: what the page says that the program prints, its "text out" blocks.
/^```/ {
    if (kind != "") { kind = ""; next }
    kind = $0 == "```cpp" ? "global" : $0 == "```cpp main" ? "main" : $0 == "```text out" ? "out" : "other"
    next
}
kind == "global" { global = global $0 "\n" }
kind == "main" { body = body $0 "\n" }
kind == "out" { out = out $0 "\n" }
END {
    if (part == "output") printf "%s", out
    else printf "%s\nint main()\n{\n%s}\n", global, body
}
