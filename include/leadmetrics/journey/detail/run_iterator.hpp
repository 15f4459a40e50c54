// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_JOURNEY_DETAIL_RUN_ITERATOR_HPP
#define LEADMETRICS_JOURNEY_DETAIL_RUN_ITERATOR_HPP

#include <cstddef>
#include <iterator>
#include <utility>

namespace leadmetrics { inline namespace v0_1 { namespace detail {

/// Goes over the runs of records of a view. It makes an element of each when it is looked at, which says where its run ends.
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
    /// From the first run on it sees whether ids ascend: while they do, no lead turns up again. What it cannot see may be granted.
    run_iterator(View const& all, std::size_t first) noexcept : all_(&all), first_(first), ascending_(first == 0 || all.repeats().ascending_granted())
    {
    }

    Element operator*() const
    {
        Element here{*all_, first_, ascending_};
        last_ = here.end_of_run(); // reading the run has found its end
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

    /// Calls visit(element) with each up to `last`, and asks for the end of its run only then, when who reads the run has found it.
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
    mutable std::size_t last_      = 0; // where known: behind first_
    bool                ascending_ = false;
};

}}} // namespace leadmetrics::detail

#endif
