#!/bin/sh
# Builds greet.wasm reproducibly: the bytes are the same on every machine.
#
#     build.sh [GO [OUTPUT]]
#
# GO is the `go` command of Go 1.27.3. By default, tests/fetch-go finds or downloads it.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
go=${1:-$("$folder/../../tests/fetch-go" 1.27.3)}
output=${2:-$folder/greet.wasm}
case $output in
/*) ;;
*) output=$PWD/$output ;;
esac
export GOOS=js GOARCH=wasm GOWASM= GOEXPERIMENT= GODEBUG= GOENV=off GOWORK=off GOTOOLCHAIN=local GOFLAGS=-mod=mod GOPROXY=off
exec "$go" build -C "$folder" -trimpath -buildvcs=false -ldflags="-s -w" -o "$output" .
