// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "crm_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <unordered_map>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// Returns the problems that adapters found, one line for each.
std::vector<std::string> lines_of(lm::import_issues const& issues, lm::history_gaps const& gaps)
{
    std::vector<std::string> lines;
    auto const               line = [&](std::int64_t n, char const* what) {
        if (n != 0) lines.push_back(fmt::format("{} {}", n, what));
    };
    line(issues.no_records, "elements that are no records");
    line(issues.missing_id, "records without an id");
    line(issues.unreadable_id, "ids that the vendor cannot have given");
    line(issues.missing_time, "records without a time");
    line(issues.unreadable_time, "times that cannot be read");
    line(issues.missing_status, "changes without a status");
    line(issues.missing_amount, "records without an amount");
    line(issues.unreadable_amount, "amounts that cannot be read");
    line(issues.rounded_amounts, "amounts rounded to cents");
    line(issues.clock_changes, "local times that a clock change skips or repeats");
    line(gaps.gaps, "gaps in histories");
    line(gaps.never_made, "leads with a history and without a record");
    for (auto const& [word, n] : issues.unknown_statuses) lines.push_back(fmt::format("{} changes to \"{}\", which no stage is named for", n, word));
    for (auto const& [word, n] : issues.unknown_earlier_statuses)
        lines.push_back(fmt::format("{} changes from \"{}\", which no stage is named for", n, word));
    return lines;
}

/// Returns the option that helps to read a value; empty where none does.
std::string option_for(lm::field_problem const& one)
{
    if (one.expected.starts_with("a time")) return option_for_time(one.found);
    if (one.expected == "an amount like 1,234.50" && one.found.find(',') != std::string::npos)
        return "; give --decimal-comma, if it is written 1.234,50";
    return {};
}

/// Adds the values of a file that could not be read: the first ten, as people count records.
void add_problems(std::vector<std::string>& lines, std::string const& file, lm::import_issues const& issues)
{
    std::size_t shown = 0;
    for (auto const& one : issues.problems) {
        if (++shown > 10) break;
        auto line = fmt::format("{}: record {}: {}found \"{}\", expected {}{}", file, one.record + 1, one.field.empty() ? "" : one.field + ": ",
                                one.found, one.expected, option_for(one));
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line)); // a file may be read for several things
    }
    if (issues.problems.size() > 10) lines.push_back(fmt::format("{}: more values that cannot be read, of which the first ten are shown", file));
}

/// Returns a name in a form in which the ways of vendors, loaders and warehouses are the same: LeadHistory, lead_history, Lead Histories.
std::string plain(std::string_view name)
{
    std::string letters;
    for (char const c : name)
        if (std::isalnum(static_cast<unsigned char>(c))) letters += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (letters.ends_with("ies")) letters.replace(letters.size() - 3, 3, "y");
    else if (letters.ends_with("s")) letters.pop_back();
    return letters;
}

} // namespace

crm_folder::crm_folder(std::string folder, lm::vocabulary<std::string> words, lm::funnel<std::string> pipeline, csv_options options,
                       lm::adapter_settings how, std::vector<lm::screen_label> labels)
    : folder_(std::move(folder)), words_(std::move(words)), options_(std::move(options)), how_(std::move(how)), labels_(std::move(labels)),
      data_{{}, std::move(pipeline), "first campaign"}
{
    std::error_code problem;
    for (auto const& entry : std::filesystem::directory_iterator(folder_, problem))
        if (!entry.is_directory()) on_disk_.push_back({entry.path().string(), entry.path().filename().string()});
    if (problem) throw input_error(folder_ + ": cannot be read: " + problem.message());
    std::sort(on_disk_.begin(), on_disk_.end(), [](on_disk const& a, on_disk const& b) { return a.name < b.name; });
}

object_file const* crm_folder::open(std::string const& file, path const& history, bool without_history)
{
    std::string key = without_history ? file + "!" : file;
    for (auto const& step : history.path) key += '/' + step;
    if (auto const found = files_.find(key); found != files_.end()) return &found->second;
    asked_for_.insert(file);
    for (on_disk& one : on_disk_) {
        std::string const stem = named(one.name).stem;
        if (stem.empty() || plain(stem) != plain(file)) continue;
        bool const first = !std::exchange(one.read, true);
        // The file is stored first and read in place, because the events point into it.
        auto const& in = files_
                             .emplace(std::piecewise_construct, std::forward_as_tuple(key),
                                      std::forward_as_tuple(one.path, one.name, options_, labels_, history, without_history))
                             .first->second;
        if (first) {
            data_.skipped_rows.insert(data_.skipped_rows.end(), in.skipped_rows().begin(), in.skipped_rows().end());
            data_.import_issues.insert(data_.import_issues.end(), in.notes().begin(), in.notes().end());
        }
        return &in;
    }
    return nullptr;
}

file_use crm_folder::use_of(object_file const& in, char const* gives, lm::import_issues const& issues)
{
    file_use use{in.name(), gives, issues.records, issues.used_records};
    for (auto const why : {lm::left_out_because::no_record, lm::left_out_because::about_something_else, lm::left_out_because::deleted,
                           lm::left_out_because::without_history, lm::left_out_because::without_dates, lm::left_out_because::earlier_version}) {
        if (issues.count(why) == 0) continue;
        use.left_out.emplace_back(std::string{name_of(why)}, issues.count(why));
        std::string  names;
        std::int64_t n = 0;
        for (auto const& one : issues.left_out)
            if (one.why == why) names += (n++ == 0 ? "" : ", ") + (one.what.empty() ? "record " + std::to_string(one.record + 1) : one.what);
        if (n < issues.count(why)) names += fmt::format(" and {} more", issues.count(why) - n);
        use.listed.push_back(fmt::format("{}: {}", name_of(why), names));
    }
    add_problems(data_.import_issues, in.name(), issues);
    if (issues.unreadable_id * 100 > issues.records)
        data_.warnings.push_back(fmt::format("{}: {} of {} records have ids that the vendor cannot have given: see the issues in the export",
                                             in.name(), issues.unreadable_id, issues.records));
    if (issues.more_pages != 0) {
        std::string const warning =
            fmt::format("{} says of itself that it is not the only page: the figures are of a part of the records", in.name());
        if (std::find(data_.warnings.begin(), data_.warnings.end(), warning) == data_.warnings.end()) data_.warnings.push_back(warning);
    }
    return use;
}

void crm_folder::left_out(file_use& use, char const* why, std::int64_t n)
{
    if (n == 0) return;
    use.used -= n;
    for (auto& [reason, count] : use.left_out)
        if (reason == why) return static_cast<void>(count += n);
    use.left_out.emplace_back(why, n);
}

bool crm_folder::has_history(object_file const& leads) const
{
    return std::any_of(uses_.begin(), uses_.end(), [&](file_use const& one) {
        auto const name = plain(named(one.file).stem);
        return one.gives == "stage changes" && one.used != 0
               && (one.file == leads.name()
                   || ((name.find("history") != std::string::npos || name.find("audit") != std::string::npos)
                       && name.find("opportunit") == std::string::npos));
    });
}

void crm_folder::warn_without_history(std::int64_t beyond, std::size_t leads, char const* history)
{
    data_.warnings.push_back(
        fmt::format("{} of {} leads are beyond {}, and no history says since when: they are counted as if they had been so since "
                    "their creation; export {}, too",
                    beyond, leads, data_.pipeline.stages().front(), history));
}

std::int64_t crm_folder::used(std::string const& file) const
{
    std::int64_t n = 0;
    for (file_use const& one : uses_)
        if (plain(named(one.file).stem) == plain(file)) n += one.used;
    return n;
}

/// Accounts for the files that were read for ids or names only.
void crm_folder::add_side_uses()
{
    for (side_use const& one : side_uses_) {
        auto const& name = one.file->name();
        if (std::any_of(uses_.begin(), uses_.end(), [&](file_use const& other) { return other.file == name; })) continue;
        uses_.push_back(one.use());
    }
}

/// Returns the campaign of each lead's first touch. At equal instants it is the first campaign by name.
std::map<std::string, std::string> crm_folder::first_campaigns() const
{
    std::map<std::string, std::pair<instant, std::string>> first;
    for (touch const& one : data_.touches) {
        if (!one.at) continue;
        std::pair const here{*one.at, one.campaign};
        auto const [place, is_new] = first.emplace(one.lead_id, here);
        if (!is_new && here < place->second) place->second = here;
    }
    std::map<std::string, std::string> result;
    for (auto const& [lead, touch] : first) result.emplace(lead, touch.second);
    return result;
}

std::string crm_folder::campaign(std::string_view id) const
{
    auto const found = campaign_names_.find(id);
    if (found == campaign_names_.end() || found->second.empty()) return std::string{id};
    if (campaigns_called_.find(found->second)->second == 1) return found->second;
    return fmt::format("{} ({})", found->second, id); // several campaigns have this name
}

/// Gives the value of won deals to their leads, and adds the wins that no history tells. A deal of no known lead is listed with its value.
void crm_folder::add_wins()
{
    std::string const                     won = data_.pipeline.stages().back();
    std::unordered_map<std::string, bool> known; // each lead, and whether a change says that it was won
    std::map<std::string, instant>        closes;
    std::map<std::string, double>         stray; // by currency
    std::vector<std::string>              names;
    if (deals_.empty()) return;
    for (auto const& one : changes_) {
        auto& is_won = known[std::string{one.lead_id}];
        is_won       = is_won || (one.stage == won && one.at);
    }
    for (deal const& one : deals_) {
        if (one.lead_id.empty()) {
            left_out(uses_[one.use], "without an id", 1);
            continue;
        }
        auto const lead = known.find(one.lead_id);
        if (lead == known.end()) {
            left_out(uses_[one.use], "of no known lead", 1);
            stray[one.currency] += one.amount.value_or(0);
            names.push_back(one.id);
            continue;
        }
        if (!one.at && !lead->second) {
            left_out(uses_[one.use], "without a time", 1);
            continue;
        }
        if (!lead->second) {
            auto const [close, is_new] = closes.emplace(one.lead_id, *one.at);
            if (!is_new) close->second = std::min(close->second, *one.at);
        }
        if (!one.amount) continue;
        double amount   = *one.amount;
        auto   currency = one.currency;
        if (auto const rate = options_.rates.find(currency); rate != options_.rates.end()) amount *= rate->second, currency.clear();
        auto& [value, its] = value_of_[one.lead_id];
        value += amount;
        if (!its.empty() && !currency.empty() && its != currency)
            throw input_error(uses_[one.use].file + ": deals of one lead are in several currencies, which are never added up: found " + its + " and "
                              + currency + "; expected one: give --rates FILE, with the columns currency and rate, to convert them");
        if (its.empty()) its = currency;
    }
    for (auto const& [lead, at] : closes) {
        auto const value = value_of_.find(lead);
        data_.add(lead, won, at, value == value_of_.end() ? details{} : details{{}, value->second.first, {}, value->second.second});
    }
    if (!closes.empty())
        data_.import_issues.push_back(fmt::format("{} told by the deals only: no history has {}",
                                                  closes.size() == 1 ? "1 win is" : fmt::format("{} wins are", closes.size()),
                                                  closes.size() == 1 ? "it" : "them"));
    for (auto const& [currency, value] : stray)
        if (value != 0)
            data_.import_issues.push_back(fmt::format("deals of no known lead are worth {:.2f}{}{}", value, currency.empty() ? "" : " ", currency));
    if (names.empty()) return;
    std::size_t const shown = std::min(names.size(), how_.list_left_out);
    std::string       list;
    for (std::size_t i = 0; i != shown; ++i) list += (i == 0 ? "" : ", ") + names[i];
    data_.import_issues.push_back(fmt::format("deals of no known lead: {}{}", list, shown < names.size() ? " and more" : ""));
}

/// Refuses a name of a column that no file has: it would change nothing, and may be misspelled.
void crm_folder::check_columns() const
{
    for (auto const& [in_file, name] : options_.other_names) {
        bool const known = std::any_of(files_.begin(), files_.end(), [&, &asked = in_file](auto const& one) {
            auto const& renamed = one.second.renamed();
            return std::find(renamed.begin(), renamed.end(), asked) != renamed.end();
        });
        if (!known)
            throw input_error("--column: found \"" + in_file + "=" + name + "\", expected a column of a table in " + folder_
                              + " that is read, or FILE:COLUMN");
    }
}

/// A status that many records have and no stage is named for is told before the figures.
void crm_folder::warn()
{
    auto const all = static_cast<std::int64_t>(changes_.size());
    for (auto const& [word, n] : issues_.unknown_statuses)
        if (n * 100 > all)
            data_.warnings.push_back(
                fmt::format("{} of {} changes are to \"{}\", which no stage is named for; give --words FILE with a line like \"{}\": \"{}\"", n, all,
                            word, word, data_.pipeline.stages().front()));
    for (on_disk const& one : on_disk_) {
        if (one.read) continue;
        data_.files_not_read.push_back(one.name);
        for (on_disk const& other : on_disk_)
            if (other.read && !named(one.name).stem.empty() && plain(named(other.name).stem) == plain(named(one.name).stem))
                data_.warnings.push_back(fmt::format("{} is not read, because {} is; keep one of them in the folder, or put their records into one",
                                                     one.name, other.name));
    }
    if (same_.joined() != 0) {
        std::size_t leads = 0;
        same_.each_joined([&](std::string_view, auto const&) { ++leads; });
        data_.import_issues.push_back(fmt::format("{} ids were joined with others, as the records say, and are {} {}", same_.joined() + leads, leads,
                                                  leads == 1 ? "lead" : "leads"));
    }
}

export_data crm_folder::finish(std::string const& title) &&
{
    check_columns();
    if (files_.empty())
        throw input_error(folder_ + ": there are no exports here that this vendor's adapters read"
                          + (on_disk_.empty() ? std::string{} : "; found " + on_disk_.front().name + (on_disk_.size() > 1 ? " and others" : ""))
                          + fmt::format("; expected files that are called {}, with the ending .csv or .json", fmt::join(asked_for_, ", ")));
    data_.title = title;
    issues_ += changes_.import_issues();
    add_wins();
    add_side_uses();
    std::string const won            = data_.pipeline.stages().back();
    auto const        first_campaign = first_campaigns();
    auto const        campaign_of    = [&](std::string const& lead) {
        auto const found = first_campaign.find(lead);
        return found == first_campaign.end() ? std::string{} : found->second;
    };
    for (change& one : data_.changes)
        one = one.with(data_.texts.value(details{campaign_of(std::string{one.lead_id()}), one.value(), {}, one.currency()}));
    data_.changes.reserve(data_.changes.size() + changes_.size());
    bool const plain_changes = first_campaign.empty() && value_of_.empty();
    for (auto const& one : changes_) {
        std::string const stage = one.stage.value_or("(no stage)");
        if (plain_changes) {
            data_.add(one.lead_id, stage, one.at);
            continue;
        }
        std::string const lead{one.lead_id};
        details           more{.group = campaign_of(lead)};
        if (auto const value = value_of_.find(lead); one.stage == won && value != value_of_.end())
            std::tie(more.value, more.currency) = std::pair{std::optional{value->second.first}, value->second.second};
        data_.add(lead, stage, one.at, std::move(more));
    }
    warn();
    data_.dates      = issues_.dates;
    auto const lines = lines_of(issues_, gaps_);
    data_.import_issues.insert(data_.import_issues.end(), lines.begin(), lines.end());
    data_.files = std::move(uses_);
    return std::move(data_);
}

} // namespace crm
