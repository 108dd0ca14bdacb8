# Sourced by run, test and lint: the virtual environment beside pyproject.toml, installed once and again when its inputs
# change. The caller sets `root`.

environment="$root/.venv"
python="$environment/bin/python"
export PYTHONUTF8=1
unset PYTHONHOME PYTHONPATH

# Whether the environment holds what these requirement files, this pyproject.toml and this place ask for. It decides on
# every start, so it starts no Python; install.py keeps the copies that it compares.
is_installed() {
    installed="$environment/installed"
    [ -x "$python" ] || return 1
    { read -r place && read -r interpreter; } 2>/dev/null <"$installed/place" || return 1
    [ "$place" = "$root" ] && [ "$interpreter" = "$(readlink -f "$python")" ] || return 1
    for file in pyproject.toml "$@"; do
        cmp -s "$root/$file" "$installed/${file##*/}" || return 1
    done
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# Prints the first Python that can make the environment.
find_python() {
    newest=
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            newest=$candidate
            "$candidate" -c 'import ensurepip, venv' 2>/dev/null && printf '%s\n' "$candidate" && return
        fi
        [ -z "${PYTHON:-}" ] || break
    done
    [ -z "$newest" ] || fail "$newest cannot make virtual environments: install its venv module (Debian: python3-venv)."
    [ -z "${PYTHON:-}" ] || fail "PYTHON=$PYTHON is no Python of 3.11 or newer: name another one."
    fail 'Tallywire needs Python 3.11 or newer: install it, or name it in the variable PYTHON.'
}

# prepare REQUIREMENTS...: returns with the environment ready; the files are named from the top of the tree.
prepare() {
    [ -z "${PYTHON:-}" ] && is_installed "$@" && return
    found=$(find_python) || exit
    "$found" "$root/ops/install.py" "$@" </dev/null || exit
}
