// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_RUN_ITERATOR_HPP
#define LEADMETRICS_JOURNEY_DETAIL_RUN_ITERATOR_HPP

#include <leadmetrics/version.hpp>

#include <cstddef>
#include <iterator>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI { namespace detail {

/// Goes over the runs of records of a view. Dereferencing makes an element that reads the run and knows where it ends.
template <class View, class Element>
class run_iterator {
public:
    using difference_type   = std::ptrdiff_t;
    using value_type        = Element;
    using reference         = Element;
    using pointer           = void;
    using iterator_category = std::input_iterator_tag;
    using iterator_concept  = std::forward_iterator_tag;

    run_iterator() = default;
    /// The iterator watches whether ids ascend from the first run on: while they do, no lead can appear twice. An iterator that begins elsewhere
    /// cannot know the ids before it; it relies on `ascending_assumed` (see lazy_repeats).
    run_iterator(View const& all, std::size_t first) noexcept : all_(&all), first_(first), ascending_(first == 0 || all.repeats().ascending_assumed())
    {
    }

    Element operator*() const
    {
        Element here{*all_, first_, ascending_};
        last_ = here.end_of_run(); // the element has read the run, so it knows the end
        return here;
    }
    run_iterator& operator++()
    {
        go_to(last_ > first_ ? last_ : all_->records().end_of_run(first_));
        return *this;
    }
    run_iterator operator++(int)
    {
        auto const before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(run_iterator const& a, run_iterator const& b) noexcept { return a.first_ == b.first_; }

    /// Calls visit(element) for each run up to `last`. It asks for the end of a run only after the visit, by which time the element mostly knows it.
    template <class Visit>
    void each_until(run_iterator const& last, Visit const& visit)
    {
        while (first_ != last.first_) {
            Element const here{*all_, first_, ascending_};
            visit(here);
            go_to(here.end_of_run());
        }
    }

private:
    void go_to(std::size_t next)
    {
        std::size_t const before = std::exchange(first_, next);
        if (ascending_ && first_ < all_->records().size() && !all_->records().ascends(before, first_)) {
            ascending_ = false;
            all_->repeats().descend();
        }
    }

    View const*         all_       = nullptr;
    std::size_t         first_     = 0;
    mutable std::size_t last_      = 0; // end of the run at first_, where known
    bool                ascending_ = false;
};

}}} // namespace leadmetrics::detail

#endif
