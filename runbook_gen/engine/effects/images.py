"""Containers and images: engines, runtimes, registries."""

from runbook_gen.engine.effects.tool import Table, Tool

IMAGES: Table = {
    # What `run` does is the image's own affair; one that stays, has changed something.
    "docker nerdctl podman": Tool(
        destroys="""rm, rmi, * rm, * prune, compose rm, compose down … -v,
            compose down … --volumes""",
        changes="""build, buildx build, commit, compose build, compose create, compose down,
            compose kill, compose pull, compose restart, compose start, compose stop, compose up,
            cp, create, image load, image pull, image push, image tag, import, kill, load, login,
            logout, network connect, network create, network disconnect, pause, pull, push, rename,
            restart, run … -d, run … --detach, start, stop, swarm, tag, unpause, update,
            volume create""",
        reads="""* inspect, * ls, * list, compose config, compose images, compose logs, compose ps,
            compose top, diff, events, history, image history, images, info, inspect, logs,
            manifest inspect, buildx imagetools inspect, port, ps, search, stats, system df,
            system info, top, version""",
    ),
    "docker-compose": Tool(
        destroys="rm, down … -v, down … --volumes",
        changes="build, create, down, kill, pull, restart, start, stop, up",
        reads="config, images, logs, ps, top, version",
    ),
    "crictl": Tool(
        destroys="rm, rmi, rmp",
        changes="create, pull, run, runp, start, stop, stopp, update",
        reads="images, info, inspect, inspecti, inspectp, logs, pods, ps, stats, statsp, version",
    ),
    "skopeo": Tool(
        destroys="delete", changes="copy, login, logout, sync", reads="inspect, list-tags"
    ),
    "crane": Tool(
        destroys="delete",
        changes="append, auth login, copy, cp, mutate, push, tag",
        reads="catalog, config, digest, ls, manifest",
    ),
}
