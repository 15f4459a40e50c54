// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Reports on a CRM's leads, from a CSV file of stage changes. See `crm_report --help`. Without a file, the program shows a sample.

#include "crm_export.hpp"
#include "figures.hpp"
#include "flow.hpp"
#include "groups.hpp"
#include "ical_file.hpp"
#include "page/page.hpp"
#include "sources.hpp"
#include "warnings.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace lm = leadmetrics;

namespace {

struct command {
    std::string file, olist, maven, as_of, time_format, delimiter = "auto", encoding = "auto", handover, allowance = "2d", zone = "UTC", contacts,
                                                        costs, activities, model, sequence, touches, words, flow, rates, html, scripts,
                                                        forecast_entered, by_from = "earliest";
    std::vector<std::string> crm, columns_called;
    crm::column_names        columns;
    std::string              stages = "Lead,MQL,SQL,Won", lost = "Lost,Rejected";
    std::vector<std::string> goals, step_horizons, office, holidays, holiday_files, waiting, forecast;
    int                      horizon = 30, lookback = 90, forecast_samples = 0;
    bool json = false, monthly = false, by_group = false, compare = false, every_time = false, working_time = false, skip_bad_rows = false,
         decimal_comma = false, indian_groups = false, day_first = false, month_first = false, excel_serials = false, list_left_out = false,
         list_leads = false, asks_for_handover = false;
};

void describe(CLI::App& app, command& c)
{
    app.add_option(
        "FILE", c.file,
        "CSV file of stage changes, with a header line, also compressed with gzip; - for standard input; without one, a generated sample is shown");
    app.add_option("--lead", c.columns.lead, "column of the lead's id")->capture_default_str();
    app.add_option("--stage", c.columns.stage, "column of the stage entered")->capture_default_str();
    app.add_option("--time", c.columns.time, "column of the time of entry")->capture_default_str();
    app.add_option("--value", c.columns.value, "column of the deal's value, for sales velocity");
    app.add_option("--currency", c.columns.currency, "column of the value's currency; default: currency, where there is one");
    app.add_option("--by", c.columns.group, "column to break the reports down by (for the sample: source or owner)");
    app.add_option("--by-from", c.by_from,
                   "the record of a lead whose value of --by counts: earliest, first-known (the earliest that has one), latest, or entry:STAGE")
        ->capture_default_str();
    app.add_flag("--compare", c.compare, "compare the conversion of each two groups of --by: is the difference more than chance?");
    app.add_option("--stages", c.stages, "the stages in their order, with commas")->capture_default_str();
    app.add_option("--lost", c.lost, "the stages that mean lost, with commas")->capture_default_str();
    app.add_option("--delimiter", c.delimiter,
                   "what stands between fields; tab for a tabulator; auto: the comma, semicolon, tab or bar that the header has most of")
        ->capture_default_str();
    app.add_option("--encoding", c.encoding, "how texts are encoded, like windows-1252 or latin-1; auto: UTF-8 or UTF-16")->capture_default_str();
    app.add_option("--rates", c.rates, "CSV file of exchange rates, to convert amounts: columns currency and rate, the worth of one unit");
    app.add_option("--time-format", c.time_format,
                   "how times are written, as in strftime; default: as ISO 8601 has it, and in many other ways; see --day-first");
    app.add_option("--as-of", c.as_of, "when the books are closed; default: the latest time in the data");
    app.add_option("--horizon", c.horizon, "days within which a conversion counts")->check(CLI::NonNegativeNumber)->capture_default_str();
    app.add_option("--step-horizon", c.step_horizons, "STAGE=DAYS, as often as needed: the horizon of the step that begins at this stage");
    app.add_option(
        "--goal", c.goals,
        "STAGE=LEADS, as often as there are goals: how many leads should enter a stage in the whole time or, with --monthly, in each month");
    auto* const forecast =
        app.add_option(
               "--forecast", c.forecast,
               "lengths of time like 30d, with commas: how many of the leads that wait will have moved on by then, and whether that would have been right before")
            ->delimiter(',');
    app.add_option("--forecast-entered", c.forecast_entered,
                   "a length of time like 120d: the forecast learns from the leads that entered since then only")
        ->needs(forecast);
    app.add_option("--forecast-samples", c.forecast_samples,
                   "how often to draw samples of the leads behind the forecast, for its percentiles, like 500")
        ->check(CLI::Range(0, 10'000))
        ->needs(forecast);
    app.add_option("--reason", c.columns.reason, "column of the reason of a rejection");
    app.add_option("--handover", c.handover, "FROM,TO: the stages between which marketing hands leads to sales; default: MQL,SQL or the first two");
    app.add_option("--sla", c.allowance, "time in which sales must answer, like 90min, 8h or 2d, or working days of the office, like 2wd")
        ->capture_default_str();
    app.add_flag("--every-time", c.every_time, "count each return to the stage at which sales takes over, not each lead's first time only");
    app.add_option("--waiting", c.waiting, "a stage at which the time in which sales must answer stands still, as often as needed");
    app.add_option("--office", c.office, "opening hours like \"Mon-Fri 09:00-17:00\", as often as needed: the service level is in working time");
    app.add_flag("--working-time", c.working_time, "measure velocity in the working time of the office, too");
    app.add_option("--holiday", c.holidays,
                   "a date on which the office is closed, or a rule like 12-25, easter-2, Thu[4]/11 or Mon[last]/5, as often as needed");
    app.add_option("--holidays", c.holiday_files, "iCalendar file of days on which the office is closed, as often as needed")->type_name("FILE");
    app.add_option("--zone", c.zone, "time zone of the office, like Europe/Berlin")->capture_default_str();
    app.add_option("--contacts", c.contacts, "CSV file of contacts by sales: columns lead_id and at");
    app.add_option("--costs", c.costs,
                   "CSV file of costs: columns campaign, at, amount and, where there is one, currency; campaigns are what --by names");
    app.add_option("--activities", c.activities, "CSV file of what leads did, to score them: columns lead_id, kind and at");
    app.add_option("--model", c.model, "JSON file of the scoring model; default: that of the sample");
    app.add_option("--sequence", c.sequence, "JSON file of a sequence of activities: how many leads did these things, in this order and in time");
    app.add_option("--touches", c.touches, "CSV file of contacts with campaigns, to attribute deals to them: columns lead_id, campaign and at");
    app.add_option("--lookback", c.lookback, "days before a deal in which a touch counts")->check(CLI::NonNegativeNumber)->capture_default_str();
    app.add_option("--flow", c.flow,
                   "mermaid or dot: instead of reports, the flow of leads through stages and campaigns as a drawing in that language");
    app.add_flag("--monthly", c.monthly, "break the reports down by month");
    app.add_flag("--json", c.json, "JSON instead of text");
    auto* const html =
        app.add_option("--html", c.html, "a file to write as a page for browsers: answers, pictures, tables, definitions")->type_name("FILE");
    app.add_option("--scripts", c.scripts,
                   "a folder node_modules with vega and vega-lite, to be written into the page so that it draws offline; default: from a CDN")
        ->needs(html)
        ->type_name("FOLDER");
    app.add_flag("--list-leads", c.list_leads, "list leads by their ids on the page; without, they are only counted")->needs(html);
    app.add_flag("--skip-bad-rows", c.skip_bad_rows, "go on behind a row that cannot be read, and list it");
    auto* const olist = app.add_option("--olist", c.olist, "folder of the Olist marketing funnel, read as it is");
    app.add_option("--crm", c.crm, "NAME DIR: a folder of exports of salesforce, hubspot, dynamics, sugarcrm, mautic, account_engagement or marketo")
        ->expected(2)
        ->type_name("NAME DIR");
    app.add_option("--words", c.words, "JSON file of a CRM's words for statuses and the stages that they mean; default: the words of a new org");
    app.add_option(
        "--column", c.columns_called,
        "IN_FILE=NAME or FILE:IN_FILE=NAME, as often as needed: what a column of a CRM's exports, or of one of its files, means, where its header is in another language");
    app.add_flag("--decimal-comma", c.decimal_comma, "amounts are written 1.234,50");
    app.add_flag("--indian-groups", c.indian_groups, "amounts are written 1,23,456.78");
    auto* const day_first = app.add_flag("--day-first", c.day_first, "dates are written 31.1.2024 or 31.1.24");
    app.add_flag("--month-first", c.month_first, "dates are written 1/31/2024 or 1/31/24")->excludes(day_first);
    app.add_flag("--excel-serials", c.excel_serials, "times that are plain numbers are the days that a spreadsheet counts from 1899-12-30");
    app.add_flag("--list-left-out", c.list_left_out, "list all records of a CRM's exports that were left out, not the first ten for each reason");
    app.add_option("--maven", c.maven, "folder of the Maven sales pipeline, read as it is")->excludes(olist);
    // What may be said as often as needed takes one value each time, so that FILE may stand behind it.
    for (auto* const option : app.get_options())
        if (option->get_expected_max() > 2) option->allow_extra_args(false);
}

/// An error in the user's settings.
[[noreturn]] void refuse(std::string const& option, std::string const& found, std::string const& expected)
{
    throw crm::input_error(option + ": found \"" + found + "\", expected " + expected);
}

/// Reads a stage and a whole number, like SQL=50.
std::pair<std::string, std::int64_t> stage_and_number(char const* option, std::string const& text, char const* expected)
{
    auto const   equals = text.rfind('=');
    std::int64_t number = 0;
    char const*  end    = text.data() + text.size();
    if (equals == std::string::npos) refuse(option, text, expected);
    auto const read = std::from_chars(text.data() + equals + 1, end, number);
    if (read.ec != std::errc{} || read.ptr != end) refuse(option, text, expected);
    return {text.substr(0, equals), number};
}

crm::wishes wishes_of(command const& c, std::vector<std::string> const& holidays)
{
    crm::wishes wanted;
    if (!c.as_of.empty()) wanted.as_of = crm::parse_time(c.as_of, {});
    if (!c.as_of.empty() && !wanted.as_of) refuse("--as-of", c.as_of, "a time like 2024-01-31 or 2024-01-31 09:30:00");
    wanted.horizon  = date::days{c.horizon};
    wanted.by_group = !c.columns.group.empty();
    wanted.by_month = c.monthly;
    wanted.compare  = c.compare;
    if (c.compare && c.columns.group.empty()) refuse("--compare", "no --by", "a column whose groups are to be compared, like --by source");
    wanted.forecast.list_leads = c.json || c.list_leads;
    wanted.forecast.samples    = c.forecast_samples;
    wanted.lookback            = date::days{c.lookback};
    wanted.handover.allowance  = examples::parse_allowance("--sla", c.allowance);
    wanted.handover.every_time = c.every_time;
    wanted.handover.asked      = c.asks_for_handover;
    wanted.handover.waiting    = c.waiting;
    if (wanted.handover.allowance.working_days() && c.office.empty())
        refuse("--sla", c.allowance, "opening hours beside it, like --office \"Mon-Fri 09:00-17:00\"");
    for (auto const& one : c.forecast) {
        auto const length = date::floor<date::days>(examples::parse_length("--forecast", one));
        if (length < date::days{1}) refuse("--forecast", one, "a length of time of a day or more, like 30d");
        wanted.forecast.horizons.push_back(length);
    }
    if (!c.forecast_entered.empty())
        wanted.forecast.entered_within = date::floor<date::days>(examples::parse_length("--forecast-entered", c.forecast_entered));
    if (!c.model.empty()) wanted.scoring = crm::read_model(c.model);
    else if (!c.crm.empty()) wanted.scoring = crm::usual_model(c.crm[0]);
    if (!c.sequence.empty()) wanted.sequence = crm::read_sequence(c.sequence);
    if (!c.office.empty()) wanted.handover.clock.open = examples::make_office({"--zone", c.zone}, c.office, holidays, {"--office", "--holiday"});
    else if (!c.holiday_files.empty())
        refuse("--holidays", c.holiday_files.front(), "opening hours beside it, like --office \"Mon-Fri 09:00-17:00\"");
    if (!c.handover.empty()) {
        auto const comma = c.handover.find(',');
        if (comma == std::string::npos) refuse("--handover", c.handover, "two stages like MQL,SQL");
        wanted.handover.from = c.handover.substr(0, comma);
        wanted.handover.to   = c.handover.substr(comma + 1);
    }
    for (auto const& goal : c.goals) {
        auto const [stage, leads] = stage_and_number("--goal", goal, "a stage and a number like SQL=50");
        if (leads < 0) refuse("--goal", goal, "a number of leads, 0 or more");
        wanted.goals.push_back({stage, leads});
    }
    for (auto const& one : c.step_horizons) {
        auto const [stage, days] = stage_and_number("--step-horizon", one, "a stage and a number of days like MQL=7");
        if (days < 0 || days > 36500) refuse("--step-horizon", one, "a number of days, 0 to 36500");
        for (auto const& [known, horizon] : wanted.step_horizons)
            if (known == stage) refuse("--step-horizon", one, "each stage once");
        wanted.step_horizons.emplace_back(stage, date::days{static_cast<int>(days)});
    }
    if (c.working_time) {
        if (!wanted.handover.clock.open) refuse("--working-time", "no --office", "opening hours beside it, like --office \"Mon-Fri 09:00-17:00\"");
        wanted.clock = wanted.handover.clock;
    }
    if (c.by_from != "earliest" && !wanted.by_group) refuse("--by-from", c.by_from, "--by beside it");
    return wanted;
}

/// The holidays that were given one by one, and those of the files, whose events the report counts.
std::vector<std::string> holidays_of(command const& c, crm::export_data& data)
{
    auto all = c.holidays;
    for (auto const& file : c.holiday_files) {
        auto const read = crm::read_days(file);
        for (auto const& day : read.dates) all.push_back(date::format("%F", day));
        data.files.push_back(read.use);
    }
    return all;
}

lm::adapter_settings adapter_settings_of(command const& c)
{
    lm::adapter_settings how;
    if (c.decimal_comma) how.money.decimal_mark = ',';
    how.money.indian = c.indian_groups;
    if (c.day_first) how.times.order = lm::date_order::day_first;
    if (c.month_first) how.times.order = lm::date_order::month_first;
    how.times.excel_serials = c.excel_serials;
    if (c.list_left_out) how.list_left_out = SIZE_MAX;
    return how;
}

crm::csv_options csv_options_of(command const& c)
{
    crm::csv_options options;
    if (c.delimiter != "tab" && c.delimiter != "auto" && c.delimiter.size() != 1) refuse("--delimiter", c.delimiter, "one character, tab or auto");
    options.delimiter     = c.delimiter == "auto" ? '\0' : c.delimiter == "tab" ? '\t' : c.delimiter[0];
    options.encoding      = c.encoding;
    options.times         = adapter_settings_of(c).times;
    options.money         = adapter_settings_of(c).money;
    options.skip_bad_rows = c.skip_bad_rows;
    options.show_progress = true;
    if (!c.time_format.empty()) options.time_format = c.time_format;
    for (auto const& one : c.columns_called) {
        auto const equals = one.rfind('=');
        if (equals == std::string::npos) refuse("--column", one, "a column and its name, like \"Erstellt am=CreatedDate\"");
        options.other_names.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
    if (!c.rates.empty()) options.rates = crm::read_rates(c.rates, options);
    return options;
}

/// Returns names that are written with commas between them.
std::vector<std::string> names_in(std::string const& option, std::string const& text)
{
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin <= text.size() && !text.empty();) {
        std::size_t const comma = std::min(text.find(',', begin), text.size());
        std::string const name  = text.substr(begin, comma - begin);
        auto const        first = std::min(name.find_first_not_of(' '), name.size());
        names.push_back(name.substr(first, name.find_last_not_of(' ') + 1 - first));
        if (names.back().empty()) refuse(option, text, "names with commas between them: one of the names is empty");
        begin = comma + 1;
    }
    return names;
}

lm::funnel<std::string> pipeline_of(command const& c) { return lm::funnel(names_in("--stages", c.stages)).lost_at(names_in("--lost", c.lost)); }

crm::export_data changes_of(command const& c, lm::funnel<std::string> const& pipeline, crm::csv_options const& options)
{
    if (!c.olist.empty()) return crm::read_olist(c.olist, c.columns.group, options);
    if (!c.crm.empty()) return crm::read_crm(c.crm[0], c.crm[1], c.words, pipeline, options, adapter_settings_of(c));
    if (!c.maven.empty()) return crm::read_maven(c.maven, c.columns.group, options);
    if (c.file.empty()) return crm::sample(c.columns.group);
    return crm::read_changes(c.file, c.columns, pipeline, options);
}

crm::export_data data_of(command const& c)
{
    auto const options  = csv_options_of(c);
    auto const pipeline = pipeline_of(c);
    auto       data     = changes_of(c, pipeline, options);
    if (!c.contacts.empty()) crm::add_contacts(data, c.contacts, options);
    if (!c.costs.empty()) crm::add_costs(data, c.costs, options);
    if (!c.activities.empty()) crm::add_activities(data, c.activities, options);
    if (!c.touches.empty()) crm::add_touches(data, c.touches, options);
    crm::convert(data, options);
    return data;
}

/// Refuses a page that would be written over a file that is read, or that nobody would get.
void check_page(command const& c)
{
    if (!c.flow.empty()) refuse("--html", c.html, "no --flow beside it, which is no page");
    if (c.html.empty() || c.html == "-") refuse("--html", c.html, "the name of a file");
    std::error_code no_such_file;
    auto const      is_read = [&](std::string const& read) { return !read.empty() && std::filesystem::equivalent(read, c.html, no_such_file); };
    auto            all     = c.holiday_files;
    all.insert(all.end(), {c.file, c.contacts, c.costs, c.activities, c.touches, c.model, c.sequence, c.words, c.rates});
    for (auto const& folder : {c.olist, c.maven, c.crm.empty() ? std::string{} : c.crm[1]})
        for (std::filesystem::directory_iterator one{folder, no_such_file}, end; one != end; one.increment(no_such_file))
            if (one->path().extension() != ".html" && one->path().extension() != ".htm") all.push_back(one->path().string());
    if (std::any_of(all.begin(), all.end(), is_read)) refuse("--html", c.html, "another file than one that is read");
}

/// Writes to standard output. Throws input_error where that fails, as on a full disk.
void print(std::string const& text)
{
    errno = 0;
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
        throw crm::input_error(std::string{"standard output cannot be written: "} + (errno == 0 ? "the reason is not known" : std::strerror(errno)));
}

} // namespace

int main(int argc, char** argv)
{
    constexpr int bad_input = 2;
    CLI::App      app{
        "Volume, conversion, velocity, efficiency, hand-over, service level, return on investment, scores and attribution of a CRM's leads."};
    command c;
    describe(app, c);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& problem) {
        return app.exit(problem) == 0 ? 0 : bad_input;
    }
    try {
        if (app.count("--html") != 0) check_page(c);
        for (char const* const option : {"--handover", "--sla", "--waiting", "--every-time", "--office", "--contacts"})
            c.asks_for_handover = c.asks_for_handover || app.count(option) != 0;
        auto       data   = data_of(c);
        auto const wanted = wishes_of(c, holidays_of(c, data));
        if (!c.file.empty()) crm::warn_of_unknown_stages(data);
        crm::warn_of_missing_currencies(data);
        if (!wanted.as_of) crm::warn_of_the_future(data, date::floor<crm::instant::duration>(std::chrono::system_clock::now()));
        crm::choose_groups(data, crm::parse_group_choice(c.by_from, data.pipeline),
                           wanted.as_of.value_or(crm::latest(data).value_or(crm::instant{})));
        if (!c.flow.empty()) return print(crm::flow_text(data, wanted.as_of, c.flow)), 0;
        auto const all = crm::make_figures(data, wanted);
        if (!c.html.empty()) crm::write_file("--html", c.html, crm::as_html(data, all, {c.scripts, c.list_leads}));
        print(c.json ? as_json(data, all) : as_text(data, all));
        return 0;
    } catch (std::exception const& problem) {
        std::fprintf(stderr, "crm_report: %s\n", problem.what());
        return bad_input;
    }
}
