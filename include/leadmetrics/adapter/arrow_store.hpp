// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTER_ARROW_STORE_HPP
#define LEADMETRICS_ADAPTER_ARROW_STORE_HPP

// Stage changes that come in batches of Arrow's C interfaces, from a stream (https://arrow.apache.org/docs/format/CStreamInterface.html) or one by
// one: a query's result, a Parquet file, a partition of an engine.

#include <leadmetrics/adapter/arrow.hpp>
#include <leadmetrics/adapter/detail/kept_texts.hpp>
#include <leadmetrics/adapter/detail/packed_changes.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>
#include <leadmetrics/core/detail/guarded_includes.hpp>
#include <leadmetrics/core/detail/index_range.hpp>
#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/version.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

/// The struct of the stream interface, for programs that have no other Arrow header.
struct arrow_stream {
    int (*get_schema)(arrow_stream*, arrow_schema*);
    int (*get_next)(arrow_stream*, arrow_array*);
    char const* (*get_last_error)(arrow_stream*);
    void (*release)(arrow_stream*);
    void* private_data;
};

/// The names of the columns that an arrow_store reads.
struct store_columns {
    std::string              lead_id = "lead_id", stage = "stage", at = "at";
    std::vector<std::string> texts{};  ///< more columns of texts, such as the source: `text(0)` of a change is the first of them
    std::string              amount{}; ///< a column of integers, in minor units of a currency; empty: there are no amounts
};

/// Stage changes copied from batches, each of which is released when it has been read: a growing random-access range of records with the members
/// lead_id, stage and at, for lm::journeys. The stages are those of a vocabulary; a text without an entry there is an unknown stage. Missing ids,
/// times, texts and amounts are kept as such. `Id` is std::string_view, for texts and for integers, which become texts, or std::int64_t. `Duration`
/// is the precision of instants: finer values are rounded down.
///
///     lm::arrow_store<phase> changes{words, {.texts = {"source"}}};
///     changes.add(stream);
///     lm::by([](auto const& change) { return std::string{change.text(0)}; }, velocity)(lm::journeys(changes, pipeline));
///
/// Memory for each change: 40 bytes, or 24 where ids are integers; 4 for each further column of texts, 9 for an amount; ids of more than 23 bytes are
/// kept beside. Adding costs one pass over a batch. A store can be moved, not copied; add nothing while journeys of it are in use. Not for several
/// threads at the same time.
template <class Stage, class Id = std::string_view, class Duration = std::chrono::milliseconds>
class arrow_store {
    static constexpr bool         of_texts = std::is_same_v<Id, std::string_view>;
    static constexpr std::int64_t no_time  = INT64_MIN;
    using kept_id                          = std::conditional_t<of_texts, detail::packed_text, std::int64_t>;

public:
    using duration = Duration;

    /// One change. It refers to the store and must not outlive it.
    struct value_type {
        static constexpr bool texts_outlive_it = true;

        std::conditional_t<of_texts, std::string_view, std::optional<std::int64_t>> lead_id;
        std::optional<Stage>                                                        stage;
        std::optional<date::sys_time<Duration>>                                     at;
        arrow_store const*                                                          store;
        std::size_t                                                                 place;

        /// The k-th of the further columns; empty where the value is missing.
        [[nodiscard]] std::string_view            text(std::size_t k) const noexcept { return store->text(place, k); }
        [[nodiscard]] std::optional<std::int64_t> amount() const noexcept { return store->amount(place); }
    };

    explicit arrow_store(vocabulary<Stage> words, store_columns columns = {})
        : words_(std::move(words)), columns_(std::move(columns)), texts_(columns_.texts.size())
    {
    }
    arrow_store(arrow_store&&) noexcept            = default;
    arrow_store& operator=(arrow_store&&) noexcept = default;

    /// Copies the rows of a record batch and releases it, also where it is refused. Refused: a column that is missing or of another type. Whatever
    /// is thrown, here and below, leaves the store as it was.
    template <class Schema, class Array>
    void add(Schema const& schema, Array& batch)
    {
        release_at_end<Array> const      done{batch};
        all_or_nothing                   adding{*this};
        arrow_table<Schema, Array> const table{schema, batch};
        read(table);
        adding.done();
    }
    /// Reads all batches of a stream and releases it, also where it is refused. Refused: a stream that tells of an error, with its words; batches as
    /// above. A stream is added as a whole or not at all.
    template <class Stream>
        requires requires(Stream& stream) { stream.get_next; }
    void add(Stream& stream)
    {
        release_at_end<Stream> const done{stream};
        all_or_nothing               adding{*this};
        if (stream.release == nullptr) detail::refuse("arrow_store", "a released stream", "give a stream that has not been read");
        std::remove_pointer_t<argument_of<decltype(stream.get_schema)>> schema{};
        check(stream, stream.get_schema(&stream, &schema));
        release_at_end<decltype(schema)> const schema_done{schema};
        for (;;) {
            std::remove_pointer_t<argument_of<decltype(stream.get_next)>> batch{};
            check(stream, stream.get_next(&stream, &batch));
            if (batch.release == nullptr) return adding.done(); // the end
            add(schema, batch);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return changes_.size(); }
    [[nodiscard]] bool        empty() const noexcept { return size() == 0; }
    [[nodiscard]] value_type  operator[](std::size_t i) const
    {
        one const& c = changes_[i];
        return {id_of(c), c.stage == words_.none ? std::nullopt : std::optional<Stage>{words_.entries()[c.stage].stage},
                c.at == no_time ? std::nullopt : std::optional{date::sys_time<Duration>{Duration{c.at}}}, this, i};
    }
    [[nodiscard]] auto begin() const noexcept { return detail::index_iterator<arrow_store>{*this, 0}; }
    [[nodiscard]] auto end() const noexcept { return detail::index_iterator<arrow_store>{*this, size()}; }

    [[nodiscard]] std::string_view            text(std::size_t i, std::size_t k) const noexcept { return names_[texts_[k][i]]; }
    [[nodiscard]] std::optional<std::int64_t> amount(std::size_t i) const noexcept
    {
        return i < amounts_.size() && amounts_[i].told ? std::optional{amounts_[i].value} : std::nullopt;
    }

private:
    struct one {
        kept_id       id;
        std::int64_t  at;
        std::uint16_t stage;
        bool          has_id;
    };
    struct amount_of_one {
        std::int64_t value;
        bool         told;
    };
    template <class T>
    struct release_at_end {
        T& what;
        ~release_at_end()
        {
            if (what.release != nullptr) what.release(&what);
        }
    };
    /// Takes back what has been added when it ends, unless it is done.
    class all_or_nothing {
    public:
        explicit all_or_nothing(arrow_store& store) noexcept : store_(&store), size_(store.size()) {}
        all_or_nothing(all_or_nothing const&)            = delete;
        all_or_nothing& operator=(all_or_nothing const&) = delete;
        ~all_or_nothing()
        {
            if (store_ == nullptr) return;
            auto const cut = [this](auto& column) {
                column.erase(column.begin() + static_cast<std::ptrdiff_t>((std::min)(size_, column.size())), column.end());
            };
            cut(store_->changes_);
            cut(store_->amounts_);
            for (auto& column : store_->texts_) cut(column);
        }
        void done() noexcept { store_ = nullptr; }

    private:
        arrow_store* store_;
        std::size_t  size_;
    };
    template <class Function>
    struct arguments;
    template <class Result, class First, class Second>
    struct arguments<Result (*)(First, Second)> {
        using second = Second;
    };
    template <class Function>
    using argument_of = typename arguments<Function>::second;

    template <class Stream>
    static void check(Stream& stream, int error)
    {
        if (error == 0) return;
        char const* const words = stream.get_last_error(&stream);
        detail::refuse("arrow_store", "a stream that tells of an error (" + std::to_string(error) + ")",
                       words == nullptr ? "it says nothing more" : words);
    }

    [[nodiscard]] static auto id_of(one const& c)
    {
        if constexpr (of_texts) return c.id.view();
        else return c.has_id ? std::optional{c.id} : std::nullopt;
    }

    template <class Table>
    void read(Table const& table)
    {
        if constexpr (of_texts) {
            if (table.has_integers(columns_.lead_id)) read(table, table.integers(columns_.lead_id));
            else read(table, table.texts(columns_.lead_id));
        } else read(table, table.integers(columns_.lead_id));
    }
    template <class Table, class Ids>
    void read(Table const& table, Ids const& ids)
    {
        auto const                                         stages = table.texts(columns_.stage);
        auto const                                         times  = table.template times<Duration>(columns_.at);
        std::vector<decltype(table.texts(columns_.stage))> texts;
        for (auto const& name : columns_.texts) texts.push_back(table.texts(name));
        std::optional<decltype(table.integers(columns_.amount))> amounts;
        if (!columns_.amount.empty()) amounts.emplace(table.integers(columns_.amount));

        std::size_t const n = table.size();
        for (std::size_t i = 0; i != n; ++i) {
            auto const at = times[i];
            one        row{{}, at ? (std::max)(at->time_since_epoch().count(), no_time + 1) : no_time, words_.find(detail::trimmed(stages[i])), true};
            set_id(row, ids[i]);
            changes_.push_back(row);
        }
        for (std::size_t k = 0; k != texts.size(); ++k)
            for (std::size_t i = 0; i != n; ++i) texts_[k].push_back(number_of(texts[k][i]));
        for (std::size_t i = 0; amounts && i != n; ++i) {
            auto const amount = (*amounts)[i];
            amounts_.push_back({amount.value_or(0), amount.has_value()});
        }
    }
    void set_id(one& row, std::string_view id) { row.id = kept_id{id.size() < 24 ? id : std::string_view{kept_.keep(std::string{id})}}; }
    void set_id(one& row, std::optional<std::int64_t> id)
    {
        if constexpr (of_texts) {
            std::array<char, 20> room;
            row.id =
                kept_id{id ? std::string_view{room.data(),
                                              static_cast<std::size_t>(std::to_chars(room.data(), room.data() + room.size(), *id).ptr - room.data())}
                           : std::string_view{}};
        } else {
            row.id     = id.value_or(0);
            row.has_id = id.has_value();
        }
    }
    std::uint32_t number_of(std::string_view text)
    {
        if (auto const known = numbers_.find(text); known != numbers_.end()) return known->second;
        auto const number = static_cast<std::uint32_t>(names_.size());
        numbers_.emplace(names_.emplace_back(text), number);
        return number;
    }

    vocabulary<Stage>                                   words_;
    store_columns                                       columns_;
    detail::kept_texts                                  kept_; ///< long ids
    detail::bulk_vector<one>                            changes_;
    std::vector<std::vector<std::uint32_t>>             texts_;
    std::vector<amount_of_one>                          amounts_;
    std::deque<std::string>                             names_;
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}} // namespace leadmetrics

#endif
