// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
// Every report on ledgers.

#include "inputs.hpp"
#include "typed_subject.hpp"

namespace leadmetrics_tests {

std::vector<law_family> ledger_families()
{
    auto const model = [](double points, int half_life, double ceiling) {
        return lm::scoring_model{lm::rule{"visit", [](activity const& a) { return a.kind == 0; }, 2.5}.at_most(3),
                                 lm::rule{"demo", [](activity const& a) { return a.kind == 1; }, points},
                                 lm::reset_rule{"closed", [](activity const& a) { return a.kind == 3; }}}
            .decay(lm::half_life{hours{half_life}})
            .ceiling(ceiling);
    };
    auto const one = model(7, 100, 50), other_points = model(8, 100, 50), other_decay = model(7, 101, 50), other_ceiling = model(7, 100, 51);
    lm::scores_settings const at{.as_of = books_closed, .sales_ready = 5, .cold_after = hours{50}};
    auto                      before = at, stricter = at;
    before.as_of         = books_closed - hours{9};
    stricter.sales_ready = 6;

    std::vector<law_family> all;
    auto const              add = [&](char const* name, auto... metrics) { all.push_back(family<ledger_input>(name, std::move(metrics)...)); };
    add("scores", lm::scores{one, at}, lm::scores{one, before}, lm::scores{one, stricter}, lm::scores{other_points, at}, lm::scores{other_decay, at},
        lm::scores{other_ceiling, at});
    add("scores per product, explained", lm::scores{one, at}.per(&activity::product).explained());
    add("qualification", lm::qualification{one, at}.ever_ready(), lm::qualification{one, stricter}.ever_ready());
    add("score_series", lm::score_series{one, {.as_of = {at_hour(100), books_closed}, .sales_ready = 5}},
        lm::score_series{one, {.as_of = {at_hour(101), books_closed}, .sales_ready = 5}});
    auto const accepted_at = [](int lead) { return lead % 2 == 0 ? std::optional{at_hour(200)} : std::nullopt; };
    add("suggested_threshold", lm::suggested_threshold{one, accepted_at}, lm::suggested_threshold{other_decay, accepted_at});
    add("directly_follows", lm::directly_follows{&activity::kind, {.as_of = books_closed}},
        lm::directly_follows{&activity::lead_id, {.as_of = books_closed}});
    auto const does     = [](int kind) { return [kind](activity const& a) { return a.kind == kind; }; };
    auto const in_order = [&](int longest) {
        return lm::sequence{{lm::step("visit", does(0)), lm::step("video", does(1)).optional(), lm::step("demo", does(2)).within(hours{90})},
                            {.as_of = books_closed, .window = hours{longest}}}
            .excluding(does(3), 1, 3);
    };
    add("sequence", in_order(200), in_order(201));
    add("by(product, sequence)", lm::by(&activity::product, in_order(200)));
    add("by(product, qualification)", lm::by(&activity::product, lm::qualification{one, at}));
    return all;
}

} // namespace leadmetrics_tests
