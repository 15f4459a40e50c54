// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#include "sources.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace lm = leadmetrics;

namespace crm {

namespace {

/// Returns the columns, with the column of the group at the end if there is one.
std::vector<std::string> with(std::vector<std::string> columns, std::string const& group)
{
    if (!group.empty()) columns.push_back(group);
    return columns;
}

void append(std::vector<std::string>& to, std::vector<std::string> const& from) { to.insert(to.end(), from.begin(), from.end()); }

} // namespace

namespace {

/// Takes the rows of a file of stage changes, several parts of the file at the same time.
class change_taker final : public row_taker {
public:
    change_taker(export_data& data, column_names const& names) : data_(data), names_(names)
    {
        std::size_t behind = with({names.lead, names.stage, names.time}, names.group).size();
        value_             = behind;
        reason_            = value_ + !names.value.empty();
        currency_          = reason_ + !names.reason.empty();
    }
    std::vector<std::string> columns() const
    {
        auto all = with({names_.lead, names_.stage, names_.time}, names_.group);
        if (!names_.value.empty()) all.push_back(names_.value);
        if (!names_.reason.empty()) all.push_back(names_.reason);
        all.push_back(names_.currency.empty() ? "currency?" : names_.currency);
        return all;
    }

    void begin(std::size_t most_rows, std::size_t parts) override
    {
        parts_ = std::vector<part>(parts);
        data_.changes.clear();
        data_.changes.resize(most_rows);
    }
    void take(std::size_t number, std::size_t place, csv_row const& row) override
    {
        part&             here    = parts_[number];
        auto const        lead    = row.text(0);
        bool              is_date = false;
        auto const        at      = row.time(2, &is_date);
        auto const* const details = more(here, row);
        here.dates += is_date;
        if (here.rows++ == 0) here.first = place;
        data_.changes[place] = {row.stays() ? lead : here.texts.text(lead), here.texts.word(row.text(1)), at, details, is_date};
    }
    void finish()
    {
        std::size_t end = 0;
        for (part& one : parts_) {
            if (end != one.first)
                std::move(data_.changes.begin() + at(one.first), data_.changes.begin() + at(one.first + one.rows), data_.changes.begin() + at(end));
            end += one.rows;
            data_.dates += one.dates;
            data_.texts.take_in(std::move(one.texts));
        }
        data_.changes.resize(end);
    }

private:
    struct part {
        std::size_t    first = 0, rows = 0;
        std::int64_t   dates = 0;
        text_store     texts;
        details const* last = nullptr; ///< rows one behind the other often say the same
    };
    static std::ptrdiff_t at(std::size_t place) { return static_cast<std::ptrdiff_t>(place); }

    details const* more(part& here, csv_row const& row) const
    {
        details said;
        if (!names_.group.empty()) said.group = row.text(3);
        if (!names_.value.empty()) {
            auto const amount = row.amount(value_);
            said.value        = amount.value;
            said.currency     = amount.currency;
        }
        if (!names_.reason.empty()) said.reason = row.text(reason_);
        if (row.has(currency_) && !row.text(currency_).empty()) said.currency = row.text(currency_);
        if (said == details{}) return nullptr;
        if (here.last == nullptr || !(*here.last == said)) here.last = &here.texts.value(std::move(said));
        return here.last;
    }

    export_data&        data_;
    column_names const& names_;
    std::size_t         value_, reason_, currency_;
    std::vector<part>   parts_;
};

} // namespace

export_data read_changes(std::string const& file, column_names const& names, lm::funnel<std::string> pipeline, csv_options const& options)
{
    export_data      data{file == "-" ? "standard input" : file, std::move(pipeline), names.group};
    text_file const& text = data.texts.value(text_file(file, options.encoding));
    change_taker     taker(data, names);
    auto             remarks = read_csv(text, taker.columns(), options, taker);
    taker.finish();
    append(data.skipped_rows, remarks.skipped_rows);
    append(data.import_issues, remarks.notes);
    return data;
}

namespace {

void remark(export_data& data, csv_remarks const& remarks)
{
    append(data.skipped_rows, remarks.skipped_rows);
    append(data.import_issues, remarks.notes);
}
std::string own(std::string_view text) { return std::string{text}; }

} // namespace

export_data read_olist(std::string const& folder, std::string const& group, csv_options const& options)
{
    export_data data{"Olist: marketing-qualified leads and closed deals", {"MQL", "Won"}, group.empty() ? "origin" : group};
    std::map<std::string, std::string, std::less<>> group_of; // a deal belongs to the group of its lead
    remark(data,
           read_csv(folder + "/marketing_qualified_leads.csv", {"mql_id", "first_contact_date", data.group_name}, options, [&](csv_row const& row) {
               group_of.emplace(row.text(0), row.text(2));
               data.add(row.text(0), "MQL", row.time(1), {.group = own(row.text(2))});
           }));
    remark(data, read_csv(folder + "/closed_deals.csv", {"mql_id", "won_date", "declared_monthly_revenue"}, options, [&](csv_row const& row) {
               auto const lead = group_of.find(row.text(0));
               data.add(row.text(0), "Won", row.time(1), {.group = lead == group_of.end() ? "" : lead->second, .value = row.number(2)});
           }));
    return data;
}

export_data read_maven(std::string const& folder, std::string const& group, csv_options const& options)
{
    export_data data{"Maven: sales opportunities", lm::funnel<std::string>{"Engaging", "Won"}.lost_at("Lost"), group.empty() ? "product" : group};
    remark(data,
           read_csv(folder + "/sales_pipeline.csv", {"opportunity_id", "deal_stage", "engage_date", "close_date", "close_value", data.group_name},
                    options, [&](csv_row const& row) {
                        // Turn the wide record into stage changes. An opportunity in Prospecting has not been engaged yet: its change has no time.
                        bool       is_date = false;
                        auto const engaged = row.time(2, &is_date);
                        data.dates += is_date;
                        data.add(row.text(0), "Engaging", engaged, {.group = own(row.text(5))});
                        auto const closed = row.time(3, &is_date);
                        data.dates += is_date;
                        if (row.text(1) == "Won" || row.text(1) == "Lost")
                            data.add(row.text(0), row.text(1), closed, {.group = own(row.text(5)), .value = row.number(4)}, is_date);
                    }));
    return data;
}

std::map<std::string, double> read_rates(std::string const& file, csv_options const& options)
{
    std::map<std::string, double> rates;
    read_csv(file, {"currency", "rate"}, options, [&](csv_row const& row) {
        auto const rate = row.number(1);
        if (!rate || *rate <= 0) row.wrong(1, "how much one unit of the currency is worth in the currency of the report, like 1.08");
        if (!rates.emplace(row.text(0), *rate).second) row.wrong(0, "each currency once");
    });
    if (rates.empty()) throw input_error(file + ": there are no rates in it; expected the columns currency and rate");
    return rates;
}

void convert(export_data& data, csv_options const& options)
{
    if (options.rates.empty()) return;
    auto const rate_of = [&](std::string const& currency) {
        auto const found = options.rates.find(currency);
        if (found != options.rates.end()) return found->second;
        std::string known;
        for (auto const& [name, rate] : options.rates) known += (known.empty() ? "" : ", ") + name;
        throw input_error("--rates: found an amount in " + currency + ", expected a rate for it; there are rates for " + known);
    };
    for (change& one : data.changes)
        if (one.value() && !one.currency().empty())
            one = one.with(data.texts.value(details{one.group(), *one.value() * rate_of(one.currency()), one.reason(), {}}));
    for (cost& one : data.costs)
        if (one.amount && !one.currency.empty()) {
            *one.amount *= rate_of(one.currency);
            one.currency.clear();
        }
}

namespace {

/// Reads a file beside the changes, and tells what became of its rows. `add` returns why a row is of no use, or null.
void add_rows(export_data& data, std::string const& file, char const* gives, std::vector<std::string> const& columns, csv_options const& options,
              std::function<char const*(csv_row const&)> const& add)
{
    file_use use{file, gives, 0, 0};
    remark(data, read_csv(file, columns, options, [&](csv_row const& row) {
               char const* const why_not = add(row);
               ++use.read;
               if (why_not == nullptr) return static_cast<void>(++use.used);
               for (auto& [why, n] : use.left_out)
                   if (why == why_not) return static_cast<void>(++n);
               use.left_out.emplace_back(why_not, 1);
           }));
    data.files.push_back(std::move(use));
}

} // namespace

void add_contacts(export_data& data, std::string const& file, csv_options const& options)
{
    add_rows(data, file, "contacts by sales", {"lead_id", "at"}, options, [&](csv_row const& row) {
        auto const& one = data.contacts.emplace_back(contact{own(row.text(0)), row.time(1)});
        return one.lead_id.empty() ? "without an id" : !one.at ? "without a time" : nullptr;
    });
}

void add_costs(export_data& data, std::string const& file, csv_options const& options)
{
    add_rows(data, file, "costs", {"campaign", "at", "amount", "currency?"}, options, [&](csv_row const& row) {
        bool        is_date = false;
        auto const  amount  = row.amount(2);
        auto const& one     = data.costs.emplace_back(
            cost{own(row.text(0)), row.time(1, &is_date), amount.value, own(row.has(3) && !row.text(3).empty() ? row.text(3) : amount.currency)});
        data.dates += is_date;
        return !one.at ? "without a time" : !one.amount ? "without an amount" : nullptr;
    });
}

void add_activities(export_data& data, std::string const& file, csv_options const& options)
{
    add_rows(data, file, "activities", {"lead_id", "kind", "at"}, options, [&](csv_row const& row) {
        auto const& one = data.activities.emplace_back(activity{own(row.text(0)), own(row.text(1)), row.time(2)});
        return one.lead_id.empty() ? "without an id" : !one.at ? "without a time" : nullptr;
    });
}

void add_touches(export_data& data, std::string const& file, csv_options const& options)
{
    add_rows(data, file, "touches", {"lead_id", "campaign", "at"}, options, [&](csv_row const& row) {
        auto const& one = data.touches.emplace_back(touch{own(row.text(0)), own(row.text(1)), row.time(2)});
        return one.lead_id.empty() ? "without an id" : !one.at ? "without a time" : nullptr;
    });
}

} // namespace crm
