/* Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE). */
#ifndef LEAD_REPORTS_H
#define LEAD_REPORTS_H

/* Reports made in parts, by processes that have nothing in common: each part takes stage changes by Arrow's C stream interface and gives bytes; one
   process merges the bytes and gives the reports as JSON. Plain C: nothing is thrown, texts are UTF-8, what a call returns is the object's own until
   the next call or until it is closed. One object is for one thread at a time; several objects are independent. */

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define LEAD_REPORTS_API __declspec(dllexport)
#else
#define LEAD_REPORTS_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lead_reports lead_reports;

typedef enum lead_reports_status {
    LEAD_REPORTS_OK      = 0,
    LEAD_REPORTS_REFUSED = 1, /* lead_reports_error says what was found and what was expected; the object is as it was */
    LEAD_REPORTS_FAILED  = 2  /* no memory, or worse */
} lead_reports_status;

/* The version of leadmetrics with which this was built. */
LEAD_REPORTS_API char const* lead_reports_version(void);

/* configuration: JSON, see README.md. On failure *made is null and *error, where error is not null, says why, until this thread's next call of open.
 */
LEAD_REPORTS_API lead_reports_status lead_reports_open(char const* configuration, lead_reports** made, char const** error);
LEAD_REPORTS_API void                lead_reports_close(lead_reports* reports);

/* Adds all batches of a stream (struct ArrowArrayStream of the Arrow C stream interface) and releases it, also where it is refused. */
LEAD_REPORTS_API lead_reports_status lead_reports_add(lead_reports* reports, void* arrow_array_stream);

/* Adds rows that are written in JSON: a list of objects with the columns of the configuration, instants as texts like "2024-07-01T09:30:00Z". A value
   that is missing is null, or has no key. All rows are added, or none where one is refused. */
LEAD_REPORTS_API lead_reports_status lead_reports_add_json(lead_reports* reports, char const* records);

/* The summary of all that was added and merged. The same changes give the same bytes, in whatever order and parts they came. */
LEAD_REPORTS_API lead_reports_status lead_reports_bytes(lead_reports* reports, unsigned char const** bytes, size_t* size);

/* Merges n parts, which may be none: all of them, or none where one is refused. */
LEAD_REPORTS_API lead_reports_status lead_reports_merge(lead_reports* reports, unsigned char const* const* parts, size_t const* sizes, size_t n);

/* The reports on all that was added and merged, as JSON. */
LEAD_REPORTS_API lead_reports_status lead_reports_json(lead_reports* reports, char const** json);

/* What went wrong in the last call that failed. */
LEAD_REPORTS_API char const* lead_reports_error(lead_reports const* reports);

#ifdef __cplusplus
}
#endif

#endif
