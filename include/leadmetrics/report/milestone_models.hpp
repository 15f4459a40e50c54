// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_REPORT_MILESTONE_MODELS_HPP
#define LEADMETRICS_REPORT_MILESTONE_MODELS_HPP

// Models that give a share to the touches at which a lead was created, its deal was created, and the deal was closed. Definitions, section 13.

#include <leadmetrics/core/refuse.hpp>
#include <leadmetrics/report/detail/credit_weights.hpp>
#include <leadmetrics/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace leadmetrics { inline namespace LEADMETRICS_ABI {

namespace detail {

/// Gives a share to the first touch, the same share to the touch of each milestone, and one share to the rest. Shares are in any whole units.
template <class Milestones, std::size_t Needed>
class milestone_model {
public:
    template <class Path>
    void weigh(Path const& path, credit_weights& to) const
    {
        shared_out parts{path.size()};
        parts.give(0, first_);
        milestones_.each(path.lead_id(), [&](std::size_t milestone, auto const& entered) {
            if (milestone >= Needed) return;
            std::size_t before = 0, end = path.size(); // number of touches at or before the milestone
            while (before != end) {
                std::size_t const middle = before + (end - before) / 2;
                if (path[middle].at() <= entered) before = middle + 1;
                else end = middle;
            }
            if (before != 0) parts.give(before - 1, each_);
        });
        parts.rest(rest_, to);
    }

    /// Writes the model into a sink such as detail::settings_text.
    template <class Sink>
    void describe(Sink& to) const
    {
        to.word(model_);
    }

protected:
    milestone_model(char const* model, Milestones when, std::uint64_t first, std::uint64_t each, std::uint64_t rest)
        : model_(model), milestones_(std::move(when)), first_(first), each_(each), rest_(rest)
    {
        if (milestones_.stages() < Needed)
            refuse(std::string{model} + ".milestones", std::to_string(milestones_.stages()) + " stages",
                   "make them of " + std::to_string(Needed) + ": lead creation, deal creation, close, in this order");
    }

private:
    char const*   model_;
    Milestones    milestones_;
    std::uint64_t first_, each_, rest_;
};

} // namespace detail

/// 40 % to the first touch, 40 % to the touch of lead creation, 20 % in equal parts to the rest. Where milestones fall on one touch, their shares add
/// up. A share without a touch, and the rest's share where there is no rest, is spread over the others in proportion. Refused: milestones made from
/// too few stages.
template <class Milestones>
class u_shaped : public detail::milestone_model<Milestones, 1> {
public:
    static constexpr char const* name = "u_shaped";
    explicit u_shaped(Milestones when) : detail::milestone_model<Milestones, 1>(name, std::move(when), 4, 4, 2) {}
};

/// 30 % each to the first touch and the touches of lead creation and deal creation, 10 % to the rest; otherwise as u_shaped.
template <class Milestones>
class w_shaped : public detail::milestone_model<Milestones, 2> {
public:
    static constexpr char const* name = "w_shaped";
    explicit w_shaped(Milestones when) : detail::milestone_model<Milestones, 2>(name, std::move(when), 3, 3, 1) {}
};

/// 22.5 % each to the first touch and the touches of lead creation, deal creation and close, 10 % to the rest; otherwise as u_shaped.
template <class Milestones>
class full_path : public detail::milestone_model<Milestones, 3> {
public:
    static constexpr char const* name = "full_path";
    explicit full_path(Milestones when) : detail::milestone_model<Milestones, 3>(name, std::move(when), 9, 9, 4) {}
};

}} // namespace leadmetrics

#endif
