// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_DETAIL_PACKED_CHANGES_HPP
#define LEADMETRICS_ADAPTER_DETAIL_PACKED_CHANGES_HPP

#include <leadmetrics/adapter/crm_events.hpp>
#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/core/detail/bulk.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// A text id. Ids of up to 23 bytes are stored within this object, so that grouping need not read the vendor's records. Of longer ids only the
/// address is stored.
class packed_text {
public:
    packed_text() = default;
    explicit packed_text(std::string_view text) noexcept
    {
        if (text.size() <= longest) [[likely]] {
            if (!text.empty()) std::memcpy(bytes_, text.data(), text.size());
            bytes_[longest] = static_cast<char>(text.size());
        } else {
            std::memcpy(bytes_, &text, sizeof text);
            bytes_[longest] = elsewhere;
        }
    }
    [[nodiscard]] std::string_view view() const noexcept
    {
        if (bytes_[longest] != elsewhere) [[likely]]
            return {bytes_, static_cast<std::size_t>(bytes_[longest])};
        std::string_view text;
        std::memcpy(&text, bytes_, sizeof text);
        return text;
    }

private:
    static constexpr std::size_t longest   = 23;
    static constexpr char        elsewhere = 0x7f;
    static_assert(sizeof(std::string_view) <= longest && std::is_trivially_copyable_v<std::string_view>);

    alignas(std::uint64_t) char bytes_[longest + 1];
};

/// Stage changes in little memory: half of the time that an adapter takes is spent on writing to memory.
template <class Id, class Stage>
class packed_changes {
    static constexpr bool         is_text = std::is_same_v<Id, std::string_view>;
    static constexpr std::int64_t no_time = INT64_MIN;

public:
    using code                 = std::uint16_t; ///< the code of a stage: its place in `stages_`
    static constexpr code none = 0xffff;

    [[nodiscard]] std::size_t size() const noexcept { return changes_.size(); }
    void                      reserve(std::size_t n) { changes_.reserve(n); }

    [[nodiscard]] crm_stage_change<Id, Stage> operator[](std::size_t i) const
    {
        one const& c = changes_[i];
        return {id_of(c),
                stage_of(c.stage),
                c.at == no_time ? std::nullopt : std::optional{crm_time{std::chrono::milliseconds{c.at}}},
                {c.record, source_of(i)}};
    }
    [[nodiscard]] std::optional<Stage> stage_before(std::size_t i) const { return i < before_.size() ? stage_of(before_[i]) : std::nullopt; }

    /// Sets the stages that the codes of the following changes mean.
    void               stages(std::vector<Stage> all) { stages_ = std::move(all); }
    [[nodiscard]] code code_of(std::optional<Stage> const& stage)
    {
        if (!stage) return none;
        auto const found = std::find(stages_.begin(), stages_.end(), *stage);
        auto const place = static_cast<std::size_t>(found - stages_.begin());
        if (found == stages_.end()) stages_.push_back(*stage);
        return static_cast<code>(place);
    }

    void add(Id const& id, code stage, std::optional<crm_time> const& at, std::size_t record)
    {
        if (record > UINT32_MAX) [[unlikely]]
            refuse("records", std::to_string(record), "an adapter takes some four billion records at a time; append several ranges");
        changes_.push_back({kept_id{id}, at ? at->time_since_epoch().count() : no_time, static_cast<std::uint32_t>(record), stage});
    }
    void add(Id const& id, code stage, std::optional<crm_time> const& at, std::size_t record, code before)
    {
        if (before_.empty()) before_.reserve(changes_.capacity());
        before_.resize(size(), none);
        before_.push_back(before);
        add(id, stage, at, record);
    }
    void ends_a_source() { ends_.push_back(size()); }

    void append(packed_changes other)
    {
        if (size() == 0 && ends_.empty()) return static_cast<void>(*this = std::move(other));
        std::vector<code> codes;
        for (Stage const& stage : other.stages_) codes.push_back(code_of(stage));
        auto const here = [&](code there) { return there == none ? none : codes[there]; };
        if (!other.before_.empty() || !before_.empty()) before_.resize(size(), none);
        for (code const before : other.before_) before_.push_back(here(before));
        std::size_t const behind = size();
        changes_.reserve(behind + other.size());
        for (one change : other.changes_) {
            change.stage = here(change.stage);
            changes_.push_back(change);
        }
        for (std::size_t const end : other.ends_) ends_.push_back(behind + end);
    }

private:
    using kept_id = std::conditional_t<is_text, packed_text, Id>;
    struct one {
        kept_id       id;
        std::int64_t  at;
        std::uint32_t record;
        code          stage;
    };
    using storage = std::conditional_t<std::is_trivially_copyable_v<one>, bulk_vector<one>, std::vector<one>>;

    [[nodiscard]] static Id id_of(one const& c)
    {
        if constexpr (is_text) return c.id.view();
        else return c.id;
    }
    [[nodiscard]] std::optional<Stage> stage_of(code c) const { return c == none ? std::nullopt : std::optional<Stage>{stages_[c]}; }
    [[nodiscard]] std::uint32_t        source_of(std::size_t i) const noexcept
    {
        return ends_.size() < 2 ? 0 : static_cast<std::uint32_t>(std::upper_bound(ends_.begin(), ends_.end(), i) - ends_.begin());
    }

    storage                  changes_;
    std::vector<code>        before_; ///< the stage before each change, up to the last change whose record has one
    std::vector<Stage>       stages_;
    std::vector<std::size_t> ends_; ///< where each appended range ends
};

}}} // namespace leadmetrics::detail

#endif
