/* Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE). */
#ifndef LEAD_PLUGIN_H
#define LEAD_PLUGIN_H

/* The kind of interface that vendors load: feed it changes of status as they happen, ask for a report, get JSON. Plain C: nothing is thrown, text is
   UTF-8, what it returns is its own until the next call or until it is closed. One instance is for one thread at a time. */

#include <stdint.h>

#if defined(_WIN32)
#define LEAD_PLUGIN_API __declspec(dllexport)
#else
#define LEAD_PLUGIN_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lead_plugin lead_plugin;

typedef enum lead_plugin_status {
    LEAD_PLUGIN_OK           = 0,
    LEAD_PLUGIN_BAD_ARGUMENT = 1, /* a null pointer, a configuration that cannot be: lead_plugin_error says what */
    LEAD_PLUGIN_FAILED       = 2  /* no memory, or worse */
} lead_plugin_status;

/* The version of leadmetrics that the plugin was built with. */
LEAD_PLUGIN_API char const* lead_plugin_version(void);

/* configuration: {"stages": [{"name": "Lead", "words": ["New"]}, ...], "lost": [{"name": "Lost", "words": ["Dead"]}],
                   "sla": {"from": "MQL", "to": "SQL", "hours": 48}}            ("lost" and "sla" may be left out)
   On failure *made is null and *error, where it is not null, says why (static text, or kept until the next call of open in this thread). */
LEAD_PLUGIN_API lead_plugin_status lead_plugin_open(char const* configuration, lead_plugin** made, char const** error);
LEAD_PLUGIN_API void               lead_plugin_close(lead_plugin* plugin);

/* A lead's status changed, at so many milliseconds since 1970. A status without a stage is kept and listed in the report. */
LEAD_PLUGIN_API lead_plugin_status lead_plugin_change(lead_plugin* plugin, char const* lead_id, char const* status, int64_t at_ms);

/* The reports as of then, as JSON. */
LEAD_PLUGIN_API lead_plugin_status lead_plugin_report(lead_plugin* plugin, int64_t as_of_ms, char const** json);

/* What went wrong in the last call that failed. */
LEAD_PLUGIN_API char const* lead_plugin_error(lead_plugin const* plugin);

#ifdef __cplusplus
}
#endif

#endif
