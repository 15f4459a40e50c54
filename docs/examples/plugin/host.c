/* Copyright the leadmetrics authors. Distributed under the Boost Software License, Version 1.0 (see LICENSE). */
/* A program in C that loads plugins, however they were built, and feeds all of them the same events: host EVENTS PLUGIN PLUGIN ...
   They must have the same figures. */
#include "lead_plugin.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct loaded {
    void* object;
    char const* (*version)(void);
    lead_plugin_status (*open)(char const*, lead_plugin**, char const**);
    void (*close)(lead_plugin*);
    lead_plugin_status (*change)(lead_plugin*, char const*, char const*, int64_t);
    lead_plugin_status (*report)(lead_plugin*, int64_t, char const**);
    char const* (*error)(lead_plugin const*);
    lead_plugin* plugin;
} loaded;

static void fail(char const* what, char const* why)
{
    fprintf(stderr, "host: %s: %s\n", what, why);
    exit(1);
}

static void* symbol(loaded* one, char const* name)
{
    void* const found = dlsym(one->object, name);
    if (found == NULL) fail(name, dlerror());
    return found;
}

static loaded load(char const* path)
{
    loaded one;
    one.object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (one.object == NULL) fail(path, dlerror());
    *(void**)&one.version = symbol(&one, "lead_plugin_version");
    *(void**)&one.open    = symbol(&one, "lead_plugin_open");
    *(void**)&one.close   = symbol(&one, "lead_plugin_close");
    *(void**)&one.change  = symbol(&one, "lead_plugin_change");
    *(void**)&one.report  = symbol(&one, "lead_plugin_report");
    *(void**)&one.error   = symbol(&one, "lead_plugin_error");
    one.plugin            = NULL;
    return one;
}

static char const* const configuration =
    "{\"stages\": [{\"name\": \"Lead\", \"words\": [\"New\", \"Open\"]}, {\"name\": \"MQL\", \"words\": [\"Working\"]},"
    " {\"name\": \"SQL\", \"words\": [\"Qualified\"]}, {\"name\": \"Won\", \"words\": [\"Closed Won\"]}],"
    " \"lost\": [{\"name\": \"Lost\", \"words\": [\"Dead\"]}], \"sla\": {\"from\": \"MQL\", \"to\": \"SQL\", \"hours\": 48}}";

/* What goes wrong must come back as a status, in words. */
static void check_refusals(loaded* one)
{
    lead_plugin* made  = NULL;
    char const*  error = NULL;
    char const*  json  = NULL;
    if (one->open("{\"stages\": [", &made, &error) != LEAD_PLUGIN_BAD_ARGUMENT || made != NULL || error[0] == '\0')
        fail("open", "took half a configuration");
    if (one->open("{\"stages\": []}", &made, &error) != LEAD_PLUGIN_BAD_ARGUMENT || strstr(error, "at least one stage") == NULL)
        fail("open", "took a funnel without stages");
    if (one->open(NULL, &made, NULL) != LEAD_PLUGIN_BAD_ARGUMENT) fail("open", "took null");
    if (one->change(NULL, "a", "New", 0) != LEAD_PLUGIN_BAD_ARGUMENT || one->change(one->plugin, NULL, "New", 0) != LEAD_PLUGIN_BAD_ARGUMENT)
        fail("change", "took null");
    if (strstr(one->error(one->plugin), "null") == NULL) fail("error", "does not say what was wrong");
    if (one->report(one->plugin, 0, NULL) != LEAD_PLUGIN_BAD_ARGUMENT || one->report(NULL, 0, &json) != LEAD_PLUGIN_BAD_ARGUMENT)
        fail("report", "took null");
}

int main(int argc, char** argv)
{
    static char const* const statuses[] = {"New", "Working", "Qualified", "Closed Won", "Dead", "Neu"};
    int64_t const            start      = 1704067200000;
    long                     events     = argc > 1 ? atol(argv[1]) : 0;
    int const                plugins    = argc - 2;
    uint64_t                 random     = 20240101;
    char*                    first      = NULL;
    int                      i;
    loaded*                  all;
    if (events <= 0 || plugins < 1) fail("usage", "host EVENTS PLUGIN PLUGIN ...");
    all = calloc((size_t)plugins, sizeof *all);
    for (i = 0; i != plugins; ++i) {
        char const* error = NULL;
        all[i]            = load(argv[2 + i]);
        if (all[i].open(configuration, &all[i].plugin, &error) != LEAD_PLUGIN_OK) fail("open", error);
        check_refusals(&all[i]);
    }
    for (; events != 0; --events) {
        char    lead[32];
        int64_t at;
        random = random * 6364136223846793005u + 1442695040888963407u;
        snprintf(lead, sizeof lead, "00Q%012u", (unsigned)(random >> 40) % 300000);
        at = start + (int64_t)(random >> 33) % 31536000 * 1000;
        for (i = 0; i != plugins; ++i)
            if (all[i].change(all[i].plugin, lead, statuses[(random >> 20) % 6], at) != LEAD_PLUGIN_OK) fail("change", all[i].error(all[i].plugin));
    }
    for (i = 0; i != plugins; ++i) {
        char const* json = NULL;
        if (all[i].report(all[i].plugin, start + 31536000000, &json) != LEAD_PLUGIN_OK) fail("report", all[i].error(all[i].plugin));
        printf("%s: %.60s...\n", all[i].version(), json);
        if (first == NULL) first = strcpy(malloc(strlen(json) + 1), json);
        else if (strcmp(first, json) != 0) fail("report", "the plugins disagree");
    }
    for (i = 0; i != plugins; ++i) {
        all[i].close(all[i].plugin);
        dlclose(all[i].object);
    }
    puts(first);
    free(first);
    free(all);
    return 0;
}
