#!/bin/sh
# Every definition that is cited exists. Usage: definitions.sh <source directory>
#
# Fails, with file and line, where a header, page, test or example cites "definitions, section N" and docs/definitions.md has no heading "## N. ...";
# where a page in docs/reports has no link to a section of ../definitions.md; where a link to definitions.md leads nowhere; and where it found no
# citation or no link to check. Citations may be split over two lines, and may name several sections ("sections N and N", "sections N to N").

source_dir=${1:?usage: definitions.sh <source directory>}
cd "$source_dir" || exit 2
LC_ALL=C
export LC_ALL

find README.md include docs tests benchmarks -type f \( -name '*.md' -o -name '*.hpp' -o -name '*.cpp' -o -name '*.h' -o -name '*.c' -o -name '*.py' \
    -o -name '*.sh' -o -name '*.awk' -o -name '*.cmake' -o -name '*.txt' \) | sort | awk '
function fail(place, why) { print place ": " why; failures++ }

# The anchor that GitHub gives a heading.
function anchor_of(heading) {
    heading = tolower(heading)
    gsub(/[!-,.\/:-@\[-^`{-~]/, "", heading)
    gsub(/ /, "-", heading)
    return heading
}

# All sections named in "sections 1, 2 and 4 to 6".
function check_sections(cited, place,    before, number, last, to) {
    last = 0
    while (match(cited, /[0-9]+/)) {
        before = substr(cited, 1, RSTART - 1)
        number = substr(cited, RSTART, RLENGTH) + 0
        cited = substr(cited, RSTART + RLENGTH)
        to = last && (before ~ /to|-|–/) ? last + 1 : number
        for (; to <= number; to++)
            if (!(to in sections)) fail(place, "cites section " to " of the definitions, which docs/definitions.md does not have")
        last = number
    }
    citations++
}

function check_citations(text, known, place,    from, cited) {
    from = 0
    while (match(substr(text, from + 1), citation)) {
        cited = substr(text, from + RSTART, RLENGTH)
        from += RSTART + RLENGTH - 1
        if (from > known) check_sections(cited, place)
    }
}

function check_links(line, file, place,    link, target, anchor, x) {
    while (match(line, /\]\([^)]*\)/)) {
        link = substr(line, RSTART + 2, RLENGTH - 3)
        line = substr(line, RSTART + RLENGTH)
        target = link
        sub(/#.*/, "", target)
        if (target !~ /(^|\/)definitions\.md$/ && !(target == "" && file == page)) continue
        links++
        if (target != "") {
            x = file
            if (!sub(/\/[^\/]*$/, "/", x)) x = ""
            target = x target
            if (!(target in readable)) { readable[target] = (getline x < target) > 0; close(target) }
            if (!readable[target]) fail(place, "links to " link ", and there is no such file")
        }
        if (link !~ /#/) continue
        anchor = link
        sub(/^[^#]*#/, "", anchor)
        if (!(anchor in anchors)) fail(place, "links to " link ", and " page " has no heading with that anchor")
        linked[file] = linked[file] || link ~ /^\.\.\/definitions\.md#/
    }
}

BEGIN {
    page = "docs/definitions.md"
    numbers = "[0-9]+((,| and|, and| to|-|–) ?[0-9]+)*"
    citation = "definitions[^a-z0-9]*sections? " numbers "|sections? " numbers " of (the |our )?definitions"
    while ((getline line < page) > 0) {
        if (match(line, /^## [0-9]+\. /)) sections[substr(line, 4, RLENGTH - 5) + 0] = 1
        if (sub(/^#+ /, "", line)) anchors[anchor_of(line)] = 1
    }
    close(page)
}
{
    file = $0
    number = 0
    carried = ""
    while ((getline line < file) > 0) {
        place = file ":" ++number
        if (file ~ /\.md$/) check_links(line, file, place)
        text = line
        sub(/^[ \t]*(\/\/+|#+|\*|>)?[<! \t]*/, "", text)
        text = tolower(text)
        check_citations(carried " " text, length(carried) + 1, place)
        carried = text == "" ? "" : carried " " text
        if (length(carried) > 160) carried = substr(carried, length(carried) - 159)
    }
    close(file)
    if (file ~ /^docs\/reports\/[^\/]*\.md$/) {
        pages++
        if (!linked[file]) fail(file ":1", "has no link to a section of ../definitions.md")
    }
}
END {
    if (!citations) fail(page ":1", "found no citation of it: nothing was checked")
    if (!links) fail(page ":1", "found no link to it: nothing was checked")
    if (!pages) fail("docs/reports:1", "found no page: nothing was checked")
    printf "%d citations, %d links, %d pages of reports checked, %d wrong\n", citations, links, pages, failures
    exit failures != 0
}'
