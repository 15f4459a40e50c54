// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef LEADMETRICS_ADAPTERS_HPP
#define LEADMETRICS_ADAPTERS_HPP

// Records of CRMs as they are: Salesforce, HubSpot, Dynamics 365, SugarCRM, Mautic, Account Engagement, Marketo, CSV rows, Arrow tables.

#include <leadmetrics/adapter/account_engagement.hpp>
#include <leadmetrics/adapter/arrow.hpp>
#include <leadmetrics/adapter/arrow_store.hpp>
#include <leadmetrics/adapter/coverage.hpp>
#include <leadmetrics/adapter/dynamics.hpp>
#include <leadmetrics/adapter/hubspot.hpp>
#include <leadmetrics/adapter/import_issues.hpp>
#include <leadmetrics/adapter/integration_plan.hpp>
#include <leadmetrics/adapter/lead_aliases.hpp>
#include <leadmetrics/adapter/lead_notice.hpp>
#include <leadmetrics/adapter/marketo.hpp>
#include <leadmetrics/adapter/mautic.hpp>
#include <leadmetrics/adapter/money_text.hpp>
#include <leadmetrics/adapter/named_rows.hpp>
#include <leadmetrics/adapter/salesforce.hpp>
#include <leadmetrics/adapter/stage_changes.hpp>
#include <leadmetrics/adapter/sugarcrm.hpp>
#include <leadmetrics/adapter/time_text.hpp>
#include <leadmetrics/adapter/vocabulary.hpp>
#include <leadmetrics/render/plan_table.hpp>
#include <leadmetrics/version.hpp>

#endif
