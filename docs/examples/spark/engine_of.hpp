// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEAD_REPORTS_ENGINE_OF_HPP
#define LEAD_REPORTS_ENGINE_OF_HPP

#include "engine.hpp"
#include "json_rows.hpp"
#include "make_report.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lead_reports_parts {

template <class Duration>
class engine_of : public engine {
public:
    explicit engine_of(configuration how) : how_(std::move(how))
    {
        report_maker<Duration> make{how_};
        for (auto const& [name, its] : how_.reports) all_.add(name, make(name, its));
        counts_ = make.row_counts(); // last: only then are all columns known
        rows_.emplace(words(), how_.columns);
    }

    void add(lm::arrow_stream& stream) override
    {
        check();
        rows_->add(stream);
    }
    void add(std::string_view text) override
    {
        check();
        json_rows rows{text, how_.columns};
        rows_->add(rows.schema(), rows.batch());
    }

    std::string bytes() override
    {
        settle();
        return counts_->bytes() + all_.bytes();
    }

    void merge(std::vector<std::string_view> const& parts) override
    {
        check();
        staged([&](report_part<Duration>& counts, report_part<Duration>& all) {
            for (std::string_view part : parts) {
                counts.stage(part);
                all.stage(part);
                if (!part.empty()) throw std::invalid_argument("a part has summaries of more reports than the configuration");
            }
        });
    }

    std::string as_json() override
    {
        settle();
        std::int64_t          replaced_texts = 0;
        answer_settings const how{how_.list_leads, &replaced_texts};
        json                  out{{"rows", counts_->as_json(how)}};
        out.update(all_.as_json(how));
        out["replaced_texts"] = replaced_texts;
        return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
    }

private:
    lm::vocabulary<std::string_view> words() const
    {
        std::vector<lm::vocabulary<std::string_view>::entry> entries;
        for (std::string const& stage : how_.stages) entries.push_back({stage, stage});
        return lm::vocabulary<std::string_view>{std::move(entries)};
    }
    /// Merges what stage(counts, reports) loads or summarizes: all of it, or nothing where it throws.
    template <class Stage>
    void staged(Stage const& stage)
    {
        try {
            stage(*counts_, all_);
        } catch (...) {
            counts_->merge_staged(false);
            all_.merge_staged(false);
            throw;
        }
        half_done_ = true; // only where memory ends: then some reports have what others lack
        counts_->merge_staged(true);
        all_.merge_staged(true);
        half_done_ = false;
    }
    void check() const
    {
        if (half_done_)
            throw std::runtime_error("memory ended in an earlier call, and the reports differ in what they have: close this object and begin anew");
    }
    /// Summarizes the rows that have been added, and lets them go.
    void settle()
    {
        check();
        if (rows_->empty()) return;
        row_store<Duration> none{words(), how_.columns};
        {
            rows<Duration> elements{*rows_, how_};
            staged([&](report_part<Duration>& counts, report_part<Duration>& all) {
                counts.stage(elements);
                all.stage(elements);
            });
        }
        *rows_ = std::move(none);
    }

    configuration                      how_;
    several_reports<Duration>          all_;
    made_report<Duration>              counts_;
    std::optional<row_store<Duration>> rows_;
    bool                               half_done_ = false;
};

} // namespace lead_reports_parts

#endif
