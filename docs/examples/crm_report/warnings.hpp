// Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE).
#ifndef CRM_REPORT_WARNINGS_HPP
#define CRM_REPORT_WARNINGS_HPP

#include "change.hpp"

namespace crm {

/// Warns of stages that the pipeline does not have and that more than one record in a hundred names, with the option that helps. A CRM's words for
/// statuses are told by its reader.
void warn_of_unknown_stages(export_data& data);

/// Warns of amounts that name no currency among others that do.
void warn_of_missing_currencies(export_data& data);

/// Warns where the books are closed by a record that lies in the future, since no other time was given.
void warn_of_the_future(export_data& data, instant now);

} // namespace crm

#endif
