_milepost() {
    local mode='' reply
    COMPREPLY=()
    # What is typed behind the cursor is no part of the word. What is answered is quoted already.
    while IFS= read -r reply; do
        if [[ -z $mode ]]; then mode=$reply; else COMPREPLY+=("$reply"); fi
    done < <(MILEPOST_COMPLETE=bash PROGRAM -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    # None begins as it was typed: with an empty one among them they are shown, and nothing is typed over.
    [[ $mode == listed ]] && COMPREPLY+=('')
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[/=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _milepost milepost 2>/dev/null || complete -F _milepost milepost
