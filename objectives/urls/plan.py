"""Objectives and everything on their plan; the frame it stands in."""

from django.urls import URLPattern, path

from objectives.core.vocabulary import Axis, Consequence
from objectives.views import (
    boards,
    evidence,
    frame,
    key_results,
    lead_times,
    lists,
    means,
    measures,
    objectives,
    paths,
    profiles,
    quadrant,
    sharing,
    tasks,
    terms,
)

of_objectives = [
    path("objectives/", lists.listing, name="list"),
    path("objectives/<int:pk>/", objectives.plan, name="plan"),
    path("objectives/<int:pk>/figures/", objectives.figures, name="figures"),
    path("objectives/<int:pk>/reports/", objectives.reports, name="reports"),
    path("objectives/<int:pk>/edit/", objectives.edit, name="edit"),
    path("objectives/<int:pk>/status/", objectives.status, name="status"),
    path("objectives/<int:pk>/close/", objectives.close, name="close"),
    path("objectives/<int:pk>/delete/", objectives.delete, name="delete"),
    path("objectives/<int:pk>/restore/", objectives.restore, name="restore"),
    path("objectives/<int:pk>/own-metric/", evidence.own_metric, name="own_metric"),
    path("objectives/<int:pk>/arithmetic/", means.page, name="feasibility"),
    path("objectives/<int:pk>/lead-times/", lead_times.chain, name="lead_times"),
    path(
        "objectives/<int:pk>/lead-times/template/<int:template>/",
        lead_times.use_template,
        name="use_lead_time_template",
    ),
    path("objectives/<int:pk>/lead-times/shorten/", lead_times.shorten, name="shorten_lead_times"),
    path("objectives/<int:pk>/lead-times/later/", lead_times.need_later, name="need_later"),
    path("objectives/<int:pk>/lower-target/", means.lower_target, name="lower_target"),
    path("objectives/<int:pk>/ask-for-missing/", means.ask_for_missing, name="ask_for_missing"),
    path("objectives/<int:pk>/plan-backwards/", tasks.plan_backwards, name="plan_backwards"),
    path("objectives/<int:pk>/weights/", objectives.set_weights, name="weights"),
]

of_paths = [
    path("objectives/<int:pk>/paths/", boards.page, name="paths"),
    path("objectives/<int:pk>/paths/weights/", boards.weights, name="criterion_weights"),
    path("objectives/<int:pk>/paths/weights/reset/", boards.reset_weights, name="reset_criterion_weights"),
    path("objectives/<int:pk>/paths/new/", paths.new, name="new_path"),
    path("paths/<int:pk>/", paths.edit, name="edit_path"),
    path("paths/<int:pk>/estimates/", boards.estimates, name="estimates"),
    path("paths/<int:pk>/rank/", paths.pin, name="pin_path"),
    path("paths/<int:pk>/park/", paths.park, name="park_path"),
    path("paths/<int:pk>/unpark/", paths.unpark, name="unpark_path"),
    path("paths/<int:pk>/delete/", paths.delete, name="delete_path"),
    path("paths/<int:pk>/restore/", paths.restore, name="restore_path"),
]

of_key_results = [
    path("objectives/<int:pk>/key-results/new/", key_results.new, name="new_key_result"),
    path("key-results/<int:pk>/", key_results.edit, name="edit_key_result"),
    path("key-results/<int:pk>/delete/", key_results.delete, name="delete_key_result"),
    path("key-results/<int:pk>/restore/", key_results.restore, name="restore_key_result"),
    path("key-results/<int:pk>/cause/", key_results.cause, name="cause"),
    path("key-results/<int:pk>/shares/", sharing.shares, name="shares"),
    path("shares/<int:pk>/accept/", sharing.accept, name="accept_share"),
    path("shares/<int:pk>/decline/", sharing.decline, name="decline_share"),
    path("key-results/<int:pk>/risks/new/", key_results.new_risk, name="new_risk"),
    path("risks/<int:pk>/", key_results.edit_risk, name="edit_risk"),
    path("risks/<int:pk>/delete/", key_results.delete_risk, name="delete_risk"),
    path("risks/<int:pk>/restore/", key_results.restore_risk, name="restore_risk"),
    path("key-results/<int:pk>/measures/new/", measures.new, name="new_measure"),
    path("measures/<int:pk>/", measures.edit, name="edit_measure"),
    path("measures/<int:pk>/weeks/", profiles.edit, name="profile"),
    path("measures/<int:pk>/steps/", measures.steps, name="steps"),
    path("measures/<int:pk>/delete/", measures.delete, name="delete_measure"),
    path("measures/<int:pk>/restore/", measures.restore, name="restore_measure"),
]

of_the_quadrant = [
    path("quadrant/", quadrant.of_cycle, name="quadrant"),
    path("objectives/<int:pk>/quadrant/", quadrant.of_objective, name="objective_quadrant"),
    path("key-results/<int:pk>/place/", quadrant.place, name="place"),
    path("key-results/<int:pk>/placement/", quadrant.placement, name="placement"),
    *[
        path(f"key-results/<int:pk>/proposal/{axis.value}/", quadrant.proposal, {"axis": axis}, name="proposal")
        for axis in Axis
    ],
    *[
        path(
            f"key-results/<int:pk>/consequence/{kind.value}/", quadrant.consequence, {"kind": kind}, name="consequence"
        )
        for kind in Consequence
    ],
    path("quadrant/decisions/<int:pk>/undo/", quadrant.undo, name="undo_decision"),
]

of_tasks = [
    path("objectives/<int:pk>/tasks/new/", tasks.new, name="new_task"),
    path("tasks/<int:pk>/", tasks.edit, name="edit_task"),
    path("tasks/<int:pk>/links/", tasks.links, name="links"),
    path("tasks/<int:pk>/delete/", tasks.delete, name="delete_task"),
    path("tasks/<int:pk>/restore/", tasks.restore, name="restore_task"),
    path("links/<int:pk>/delete/", tasks.unlink, name="unlink"),
]

of_the_frame = [
    path("settings/path-weights/", boards.usual_weights, name="usual_weights"),
    path("settings/cycles/", frame.cycles, name="cycles"),
    path("settings/cycles/new/", frame.new_cycle, name="new_cycle"),
    path("settings/cycles/<int:pk>/", frame.edit_cycle, name="edit_cycle"),
    path("settings/strategies/", frame.strategies, name="strategies"),
    path("settings/strategies/new/", frame.new_strategy, name="new_strategy"),
    path("settings/strategies/<int:pk>/", frame.edit_strategy, name="edit_strategy"),
    path("settings/lead-times/", lead_times.templates, name="lead_time_templates"),
    path("settings/lead-times/new/", lead_times.new_template, name="new_lead_time_template"),
    path("settings/lead-times/<int:pk>/", lead_times.edit_template, name="edit_lead_time_template"),
    path("settings/lead-times/<int:pk>/delete/", lead_times.delete_template, name="delete_lead_time_template"),
    path("settings/lead-times/<int:pk>/restore/", lead_times.restore_template, name="restore_lead_time_template"),
    path("settings/scope/", terms.tags, name="scope_tags"),
    path("settings/scope/new/", terms.new_tag, name="new_scope_tag"),
    path("settings/scope/<int:pk>/", terms.edit_tag, name="edit_scope_tag"),
    path("settings/scope/<int:pk>/merge/", terms.merge_tag, name="merge_scope_tag"),
    path("settings/scope/<int:pk>/delete/", terms.delete_tag, name="delete_scope_tag"),
    path("settings/scope/<int:pk>/restore/", terms.restore_tag, name="restore_scope_tag"),
    path("glossary/", frame.glossary, name="glossary"),
    path("glossary/new/", frame.new_metric, name="new_metric"),
    path("glossary/look/", terms.look_up, name="look_up"),
    path("glossary/<int:pk>/", frame.edit_metric, name="edit_metric"),
]

urlpatterns: list[URLPattern] = [*of_objectives, *of_paths, *of_key_results, *of_the_quadrant, *of_tasks, *of_the_frame]
